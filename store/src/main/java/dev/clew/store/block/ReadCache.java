package dev.clew.store.block;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What was read from blocks and will likely be read again, about so many bytes of it at most. When
/// room is needed, what nobody has used for a while goes.
///
/// Any thread may come.
public final class ReadCache {
  /// A single thing that takes more than this share of the room is not worth the others.
  private static final int SMALLEST_SHARE = 4;

  private final long maxBytes;
  private final Deque<Slot<?>> filled = new ArrayDeque<>();
  private long bytes;

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
      filled.add(slot);
      bytes += size;
      makeRoom();
    }
  }

  /// What is kept in a slot, if it still is, has grown.
  synchronized void grow(Slot<?> slot, long size) {
    if (slot.value != null) {
      slot.bytes += size;
      bytes += size;
      makeRoom();
    }
  }

  private void makeRoom() {
    while (bytes > maxBytes) {
      Slot<?> oldest = filled.remove();
      if (oldest.isUsed) {
        oldest.isUsed = false;
        filled.add(oldest);
      } else {
        empty(oldest);
      }
    }
  }

  private void empty(Slot<?> slot) {
    slot.value = null;
    bytes -= slot.bytes;
    slot.bytes = 0;
  }

  /// Forgets what is in these slots for good.
  synchronized void release(Collection<? extends Slot<?>> slots) {
    slots.forEach(this::empty);
    filled.removeIf(slot -> slot.value == null);
  }

  /// How many bytes are kept now.
  synchronized long bytes() {
    return bytes;
  }
}
