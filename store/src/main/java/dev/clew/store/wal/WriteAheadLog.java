package dev.clew.store.wal;

import dev.clew.store.SyncMode;
import dev.clew.store.disk.Disk;
import dev.clew.wire.Encoding;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts requests on the disk in the order they come; one thread writes and syncs for all.
///
/// After a failed write or sync nothing more is ever acknowledged on that file, since the operating
/// system may have forgotten what it could not write: the segment is given up, and all that was not
/// known to be durable is written again to a new one. While that fails too, requests fail at once,
/// and the log tries again by itself.
///
/// The queue is guarded by `lock`; everything else belongs to the log's thread.
public final class WriteAheadLog implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);
  private static final long INTERVAL_NANOS = 1_000_000_000;

  private record Pending(WalRecord record, CompletableFuture<Void> done) {}

  private final Disk disk;
  private final WalSettings settings;
  private final WalListener listener;
  private final KeptSegments kept = new KeptSegments();
  private final List<String> damage;
  private final Thread thread;

  private final Object lock = new Object();
  private List<Pending> queue = new ArrayList<>();

  /// Who waits for a new segment.
  private final List<CompletableFuture<Void>> rolls = new ArrayList<>();

  private boolean closing;
  private long nextSequence;

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
  private long failedNanos;
  private volatile @Nullable String problem;

  /// The last sequence of those that were written, or have failed.
  private volatile long answered;

  /// Opens the log of a folder: hands every request it holds to `sink`, then takes new ones.
  ///
  /// @param coveredSequence the last sequence that any sealed block holds; new ones come after it
  public static WriteAheadLog open(
      Disk disk,
      WalSettings settings,
      long coveredSequence,
      WalListener listener,
      WalRecord.Sink sink)
      throws IOException {
    disk.createFolder(settings.folder());
    return new WriteAheadLog(disk, settings, coveredSequence, listener, sink);
  }

  private WriteAheadLog(
      Disk disk,
      WalSettings settings,
      long coveredSequence,
      WalListener listener,
      WalRecord.Sink sink)
      throws IOException {
    this.disk = disk;
    this.settings = settings;
    this.listener = listener;
    var replay = new WalReplay(disk, settings.folder(), kept, sink);
    replay.run();
    damage = replay.damage();
    nextNumber = replay.lastNumber() + 1;
    lastWritten = Math.max(replay.highestSequence(), coveredSequence);
    lastDurable = lastWritten;
    answered = lastWritten;
    nextSequence = lastWritten + 1;
    lastSyncNanos = System.nanoTime() - settings.linger().toNanos();
    startSegment();
    thread = Thread.ofPlatform().name("clew-wal").start(this::run);
  }

  /// A log that cannot be written now still gives back what it holds, and tries again by itself.
  private void startSegment() {
    try {
      segment = newSegment(settings.segmentBytes());
    } catch (IOException e) {
      refuseBecauseOf(e);
    }
  }

  private void refuseBecauseOf(Throwable e) {
    LOG.error("Log cannot be written; requests are refused until it can", e);
    failedNanos = System.nanoTime();
    problem = "the log cannot be written: " + e;
  }

  /// What was found broken when the log was opened, a sentence each.
  public List<String> damage() {
    return damage;
  }

  /// Why requests fail at present, if they do.
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// The bytes of all segments.
  public long bytes() {
    return kept.bytes();
  }

  /// A request on its way to the disk.
  ///
  /// @param durable completes when it is as durable as the sync mode says, or fails when it is not
  public record Ticket(long sequence, CompletableFuture<Void> durable) {}

  /// Queues a request; does not wait. The body must not change any more.
  public Ticket append(String tenant, Encoding encoding, byte[] body) {
    var done = new CompletableFuture<Void>();
    synchronized (lock) {
      long sequence = nextSequence++;
      if (closing) {
        done.completeExceptionally(new IOException("the store is closed"));
      } else {
        queue.add(new Pending(new WalRecord(sequence, tenant, encoding, body), done));
        lock.notifyAll();
      }
      return new Ticket(sequence, done);
    }
  }

  /// Sealed blocks now hold this tenant's requests up to `sequence`: segments of which that is true
  /// for all they hold are deleted.
  public void release(String tenant, long sequence) throws IOException {
    kept.cover(tenant, sequence);
    for (var path : kept.unneeded()) {
      disk.delete(path);
      // One by one, so that no loss of power brings back a segment whose successor stays gone.
      disk.syncFolder(settings.folder());
      kept.forget(path);
    }
  }

  /// True when the log still has a request of a tenant up to `sequence`, or may write one yet.
  public boolean holdsUpTo(String tenant, long sequence) {
    synchronized (lock) {
      if (problem != null || answered < Math.min(sequence, nextSequence - 1)) {
        return true;
      }
    }
    return kept.holdsUpTo(tenant, sequence);
  }

  /// Begins a new segment, so that what the log has now can be released; waits until that is done.
  public void roll() throws IOException {
    var done = new CompletableFuture<Void>();
    synchronized (lock) {
      if (closing) {
        throw new IOException("the store is closed");
      }
      rolls.add(done);
      lock.notifyAll();
    }
    try {
      done.join();
    } catch (CompletionException e) {
      throw new IOException("the log cannot begin a new segment", e.getCause());
    }
  }

  /// Writes and syncs what is queued, then stops.
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean isOpen = true;
    while (isOpen) {
      List<Pending> group = take();
      if (!group.isEmpty() || needsSync() || (problem != null && mayRetry())) {
        commitSafely(group);
      }
      if (!group.isEmpty()) {
        answered = group.getLast().record().sequence();
      }
      roll(takeRolls());
      isOpen = !isDone();
    }
    shutDown();
  }

  private boolean isDone() {
    synchronized (lock) {
      return closing && queue.isEmpty() && rolls.isEmpty();
    }
  }

  /// Waits for requests, but not beyond the moment when something else is to be done.
  private List<Pending> take() {
    synchronized (lock) {
      if (queue.isEmpty() && rolls.isEmpty() && !closing) {
        waitNanos(idleNanos());
      }
      long since = System.nanoTime() - lastSyncNanos;
      long linger = settings.linger().toNanos() - since;
      while (settings.syncMode() == SyncMode.GROUP && !queue.isEmpty() && linger > 0 && !closing) {
        waitNanos(linger);
        linger = settings.linger().toNanos() - (System.nanoTime() - lastSyncNanos);
      }
      List<Pending> group = queue;
      queue = new ArrayList<>();
      return group;
    }
  }

  private List<CompletableFuture<Void>> takeRolls() {
    synchronized (lock) {
      List<CompletableFuture<Void>> asked = List.copyOf(rolls);
      rolls.clear();
      return asked;
    }
  }

  private void roll(List<CompletableFuture<Void>> asked) {
    if (asked.isEmpty()) {
      return;
    }
    try {
      closeSegment();
      segmentFor(0);
      asked.forEach(each -> each.complete(null));
    } catch (IOException | RuntimeException e) {
      poison();
      asked.forEach(each -> each.completeExceptionally(e));
    }
  }

  /// How long the log may sleep when nothing comes; 0 for ever.
  private long idleNanos() {
    if (problem != null) {
      return Math.max(1, settings.retry().toNanos());
    }
    return unsynced.isEmpty() ? 0 : INTERVAL_NANOS;
  }

  @SuppressWarnings("WaitNotInLoop") // the callers look at the queue again and again
  private void waitNanos(long nanos) {
    try {
      if (nanos == 0) {
        lock.wait();
      } else {
        lock.wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
    } catch (InterruptedException _) {
      // Nobody has this thread but the log, which stops it by `closing`.
      LOG.debug("Interrupted while waiting for requests");
    }
  }

  private boolean needsSync() {
    return !unsynced.isEmpty() && System.nanoTime() - lastSyncNanos >= INTERVAL_NANOS;
  }

  private boolean mayRetry() {
    return System.nanoTime() - failedNanos >= settings.retry().toNanos();
  }

  /// Whatever is thrown, the thread lives on and those who wait are told: without it they would
  /// wait for ever.
  private void commitSafely(List<Pending> group) {
    try {
      commit(group);
    } catch (Throwable e) {
      refuseBecauseOf(e);
      fail(group, e);
    }
  }

  /// Writes what a failure left to be written again, then the group; on a failure once more to a
  /// new segment.
  private void commit(List<Pending> group) {
    if (problem != null && !mayRetry()) {
      fail(group, new IOException(problem));
      return;
    }
    try {
      writeAndSync(group);
      succeed(group);
    } catch (IOException | RuntimeException | Error first) {
      LOG.error("Log segment failed, trying a new one", first);
      poison();
      commitAgain(group, first);
    }
  }

  private void commitAgain(List<Pending> group, Throwable first) {
    try {
      writeAndSync(group);
      succeed(group);
    } catch (IOException | RuntimeException | Error second) {
      second.addSuppressed(first);
      poison();
      refuseBecauseOf(second);
      fail(group, second);
    }
  }

  private void writeAndSync(List<Pending> group) throws IOException {
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

  private void succeed(List<Pending> group) {
    if (problem != null) {
      LOG.info("Log can be written again");
      problem = null;
    }
    if (settings.syncMode() == SyncMode.INTERVAL) {
      unsynced.addAll(group);
    }
    group.forEach(each -> each.done().complete(null));
  }

  private static void fail(List<Pending> group, Throwable why) {
    group.forEach(each -> each.done().completeExceptionally(why));
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
  private void poison() {
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

  private void shutDown() {
    try {
      Segment last = segment;
      if (last != null) {
        last.flush();
        last.force();
        last.close();
      }
    } catch (IOException e) {
      LOG.error("Log could not be synced when it was closed", e);
    }
  }
}
