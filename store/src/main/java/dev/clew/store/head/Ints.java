package dev.clew.store.head;

import java.util.Arrays;

/// Numbers by place, in chunks that stay where they are once they are full, so that growing copies
/// little and makes no large arrays.
///
/// Guarded by the head's lock.
final class Ints {
  private static final int SHIFT = 12;
  private static final int CHUNK = 1 << SHIFT;
  private static final int MASK = CHUNK - 1;
  private static final int FIRST = 4;

  private final HeadMemory memory;
  private int[][] chunks = {new int[FIRST]};
  private int capacity = FIRST;

  Ints(HeadMemory memory) {
    this.memory = memory;
    memory.add((long) FIRST * Integer.BYTES);
  }

  /// A table of zeroes, `count` of them, which is a power of two.
  static Ints zeroes(int count, HeadMemory memory) {
    var zeroes = new Ints(memory);
    zeroes.reach(count);
    for (int[] chunk : zeroes.chunks) {
      Arrays.fill(chunk, 0);
    }
    return zeroes;
  }

  /// Gives up its memory; only for who has never shown it to readers.
  void giveBack() {
    for (int[] chunk : chunks) {
      memory.giveBack(chunk);
    }
    memory.add(-bytes());
  }

  int get(int place) {
    return chunks[place >>> SHIFT][place & MASK];
  }

  void set(int place, int value) {
    chunks[place >>> SHIFT][place & MASK] = value;
  }

  /// Sets the place behind the last one, or any before.
  void put(int place, int value) {
    if (place >= capacity) {
      reach(place + 1);
    }
    set(place, value);
  }

  private void reach(int needed) {
    int before = capacity;
    while (capacity < needed) {
      if (capacity < CHUNK) {
        capacity *= 2;
        chunks[0] = Arrays.copyOf(chunks[0], capacity);
      } else {
        int count = capacity >>> SHIFT;
        if (count == chunks.length) {
          chunks = Arrays.copyOf(chunks, count * 2);
        }
        chunks[count] = memory.newInts(CHUNK);
        capacity += CHUNK;
      }
    }
    memory.add((long) (capacity - before) * Integer.BYTES);
  }

  private long bytes() {
    return (long) capacity * Integer.BYTES;
  }

  /// The numbers of this moment, for readers that do not hold the lock.
  Snapshot snapshot() {
    return new Snapshot(chunks.clone());
  }

  /// The numbers of one moment; those that change later are not for its readers.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(int[][] chunks) {
    int get(int place) {
      return chunks[place >>> SHIFT][place & MASK];
    }
  }
}
