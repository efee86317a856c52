package dev.clew.store.head;

import java.util.Arrays;

/// Large numbers by place; grows as [Ints] do.
///
/// Guarded by the head's lock.
final class Longs {
  private static final int SHIFT = 12;
  private static final int CHUNK = 1 << SHIFT;
  private static final int MASK = CHUNK - 1;
  private static final int FIRST = 4;

  private final HeadMemory memory;
  private long[][] chunks = {new long[FIRST]};
  private int capacity = FIRST;

  Longs(HeadMemory memory) {
    this.memory = memory;
    memory.add((long) FIRST * Long.BYTES);
  }

  long get(int place) {
    return chunks[place >>> SHIFT][place & MASK];
  }

  /// Sets the place behind the last one, or any before.
  void put(int place, long value) {
    if (place >= capacity) {
      grow();
    }
    chunks[place >>> SHIFT][place & MASK] = value;
  }

  private void grow() {
    int before = capacity;
    if (capacity < CHUNK) {
      capacity *= 2;
      chunks[0] = Arrays.copyOf(chunks[0], capacity);
    } else {
      int count = capacity >>> SHIFT;
      if (count == chunks.length) {
        chunks = Arrays.copyOf(chunks, count * 2);
      }
      chunks[count] = memory.newLongs(CHUNK);
      capacity += CHUNK;
    }
    memory.add((long) (capacity - before) * Long.BYTES);
  }

  /// The numbers of this moment, for readers that do not hold the lock.
  Snapshot snapshot() {
    return new Snapshot(chunks.clone());
  }

  /// The numbers of one moment; those that change later are not for its readers.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(long[][] chunks) {
    long get(int place) {
      return chunks[place >>> SHIFT][place & MASK];
    }
  }
}
