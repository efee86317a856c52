package dev.clew.store.wal;

import dev.clew.store.SyncMode;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes requests to segments, one after the other, and knows which of them are surely on the
/// disk.
///
/// Owned by the log's thread. After any failure it is to be [#poison]-ed.
final class SegmentChain {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentChain.class);
  private static final long INTERVAL_NANOS = 1_000_000_000;

  private final Disk disk;
  private final WalSettings settings;
  private final WalListener listener;
  private final KeptSegments kept;

  private @Nullable Segment segment;
  private long nextNumber;
  private long lastWritten;

  /// The last sequence that a new segment may rely on to be in those before it.
  private long lastDurable;

  /// Written and acknowledged, and not synced: what a failed sync may lose. Only in `INTERVAL`.
  private final List<Pending> unsynced = new ArrayList<>();

  /// Of these, those on a segment that was given up: to be written again.
  private final List<Pending> unsafe = new ArrayList<>();

  private long lastSyncNanos;

  /// What a chain writes to, and who hears of it.
  record Parts(Disk disk, WalSettings settings, WalListener listener, KeptSegments kept) {}

  /// @param nextNumber of the first segment that is made
  /// @param lastSequence of those that are here already
  SegmentChain(Parts parts, long nextNumber, long lastSequence) {
    disk = parts.disk();
    settings = parts.settings();
    listener = parts.listener();
    kept = parts.kept();
    this.nextNumber = nextNumber;
    lastWritten = lastSequence;
    lastDurable = lastSequence;
    lastSyncNanos = System.nanoTime() - settings.linger().toNanos();
  }

  /// Makes a segment before it is needed.
  void begin() throws IOException {
    segment = newSegment(settings.segmentBytes());
  }

  /// True when something is to be synced that came without a sync of its own.
  boolean needsSync() {
    return !unsynced.isEmpty() && System.nanoTime() - lastSyncNanos >= INTERVAL_NANOS;
  }

  /// How long nothing needs to be done when nothing comes; 0 for ever.
  long idleNanos() {
    return unsynced.isEmpty() ? 0 : INTERVAL_NANOS;
  }

  /// Until when requests that came are better kept waiting for others, so that one sync does for
  /// all of them.
  long lingerUntil() {
    return settings.syncMode() == SyncMode.GROUP
        ? lastSyncNanos + settings.linger().toNanos()
        : System.nanoTime();
  }

  /// Writes what a failure left to be written again, then the group, and syncs if it is time to.
  void write(List<Pending> group) throws IOException {
    for (Pending each : unsafe) {
      write(each);
    }
    for (Pending each : group) {
      write(each);
    }
    Segment current = segmentFor(0);
    current.flush();
    unsynced.addAll(unsafe);
    unsafe.clear();
    if (isSyncDue(group)) {
      sync(current, group.size());
    }
    if (settings.syncMode() == SyncMode.INTERVAL) {
      unsynced.addAll(group);
    }
  }

  private void write(Pending pending) throws IOException {
    WalRecord record = pending.record();
    segmentFor(SegmentFormat.sizeOf(record)).write(record);
    lastWritten = Math.max(lastWritten, record.sequence());
    kept.record(record.tenant(), record.sequence());
  }

  private boolean isSyncDue(List<Pending> group) {
    return switch (settings.syncMode()) {
      case GROUP -> !group.isEmpty();
      case INTERVAL -> needsSync();
      case OFF -> false;
    };
  }

  private void sync(Segment current, int requests) throws IOException {
    long from = System.nanoTime();
    current.force();
    lastSyncNanos = System.nanoTime();
    lastDurable = lastWritten;
    unsynced.clear();
    listener.synced(lastSyncNanos - from, requests);
  }

  /// Goes on in a new segment.
  void roll() throws IOException {
    closeSegment();
    segmentFor(0);
  }

  private Segment segmentFor(long bytes) throws IOException {
    Segment current = segment;
    if (current != null && current.hasRoomFor(bytes)) {
      return current;
    }
    closeSegment();
    long needed = SegmentFormat.HEADER_LENGTH + bytes;
    Segment next = newSegment(Math.max(settings.segmentBytes(), needed));
    segment = next;
    return next;
  }

  private void closeSegment() throws IOException {
    Segment current = segment;
    if (current != null) {
      current.flush();
      if (settings.syncMode() != SyncMode.OFF) {
        current.force();
      }
      lastDurable = lastWritten;
      unsynced.clear();
      current.close();
      segment = null;
    }
  }

  private Segment newSegment(long capacity) throws IOException {
    listener.growing(capacity, kept.bytes());
    Segment next = Segment.create(disk, settings.folder(), nextNumber, lastDurable, capacity);
    nextNumber++;
    kept.begin(next.path(), next.capacity());
    return next;
  }

  /// Gives the segment up. What was known to be durable stays; the rest is cut off if that works,
  /// and told by its checksums or its sequences if not.
  void poison() {
    Segment broken = segment;
    segment = null;
    unsafe.addAll(0, unsynced);
    unsynced.clear();
    if (settings.syncMode() != SyncMode.OFF) {
      lastWritten = lastDurable;
    }
    if (broken == null) {
      return;
    }
    try {
      broken.close();
      if (settings.syncMode() != SyncMode.OFF) {
        disk.truncate(broken.path(), broken.syncedBytes());
      }
    } catch (IOException e) {
      LOG.warn("Could not cut the failed log {} at its last good byte", broken.path(), e);
    }
  }

  /// Syncs what was written, and lets go of the file.
  void close() throws IOException {
    Segment last = segment;
    if (last != null) {
      last.flush();
      last.force();
      last.close();
    }
  }
}
