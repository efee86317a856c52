package dev.clew.store.block;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was read from blocks and will likely be read again, about so many bytes of it at most. When
/// room is needed, that goes which has taken the most of it for the longest time with nobody using
/// it. A fetch of a trace reads a hundred small things and a few large ones: to read ten small ones
/// again takes much longer than one that is as large as they are together.
///
/// Any thread may come.
public final class ReadCache {
  /// A single thing that takes more than this share of the room is not worth the others.
  private static final int SMALLEST_SHARE = 4;

  /// What is larger takes longer to read in proportion, and so has no less right to its room.
  private static final int LARGE = 1 << 15;

  private final long maxBytes;

  /// By how many bits the size takes: what is kept. Who stands first has not been looked at for the
  /// longest time.
  private final List<Deque<Slot<?>>> filled =
      Stream.<Deque<Slot<?>>>generate(ArrayDeque::new).limit(size(LARGE) + 1L).toList();

  private long bytes;

  /// Counts what was ever kept: time goes by only when room is taken.
  private long now;

  public ReadCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Keeps nothing: for who reads a block once.
  public static ReadCache none() {
    return new ReadCache(0);
  }

  /// The place of one thing that may be kept.
  static final class Slot<T> {
    private volatile @Nullable T value;

    // Set by readers, cleared by whoever makes room: a second chance.
    private volatile boolean isUsed;

    // Guarded by the cache.
    private long bytes;
    private long since;

    /// What is kept here, if it still is.
    @Nullable T get() {
      T kept = value;
      if (kept != null && !isUsed) {
        isUsed = true;
      }
      return kept;
    }
  }

  /// Keeps a thing, unless somebody was faster or it is too large.
  synchronized <T> void put(Slot<T> slot, T value, long size) {
    if (slot.value == null && size <= maxBytes / SMALLEST_SHARE) {
      slot.value = value;
      slot.bytes = size;
      bytes += size;
      now++;
      enqueue(slot);
      makeRoom();
    }
  }

  private void enqueue(Slot<?> slot) {
    slot.since = now;
    filled.get(size(slot.bytes)).add(slot);
  }

  private static int size(long bytes) {
    return BitPacking.width(Math.min(bytes, LARGE));
  }

  private void makeRoom() {
    while (bytes > maxBytes) {
      Slot<?> oldest = dearest().remove();
      if (oldest.isUsed) {
        oldest.isUsed = false;
        enqueue(oldest);
      } else {
        empty(oldest);
      }
    }
  }

  /// Those of which the first has taken the most room for the longest time.
  private Deque<Slot<?>> dearest() {
    Deque<Slot<?>> dearest = filled.getFirst();
    long most = -1;
    for (Deque<Slot<?>> alike : filled) {
      Slot<?> first = alike.peek();
      long taken = first == null ? -1 : (now - first.since) * Math.min(first.bytes, LARGE);
      if (taken > most) {
        most = taken;
        dearest = alike;
      }
    }
    return dearest;
  }

  private void empty(Slot<?> slot) {
    slot.value = null;
    bytes -= slot.bytes;
    slot.bytes = 0;
  }

  /// Forgets what is in these slots for good.
  synchronized void release(Collection<? extends Slot<?>> slots) {
    slots.forEach(this::empty);
    filled.forEach(alike -> alike.removeIf(slot -> slot.value == null));
  }

  /// How many bytes are kept now.
  synchronized long bytes() {
    return bytes;
  }
}
