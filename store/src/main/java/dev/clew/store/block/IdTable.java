package dev.clew.store.block;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Finds a number by a span id; used again and again without new memory.
///
/// Owned by one thread.
final class IdTable {
  static final int NONE = -1;

  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  // Ids come from strangers: a seed of this process keeps them from choosing their slots.
  private static final long SEED = new SplittableRandom().nextLong();

  private long[] ids = new long[0];

  /// Number plus one, or 0 where free.
  private int[] numbers = new int[0];

  private int mask;

  /// Forgets all ids and makes room for so many.
  void clear(int count) {
    int slots = Integer.highestOneBit(Math.max(count, 8)) << 2;
    if (slots > numbers.length) {
      numbers = new int[slots];
      ids = new long[slots];
    } else {
      Arrays.fill(numbers, 0, slots, 0);
    }
    mask = slots - 1;
  }

  /// Adds an id unless it is here, and returns the number that it has.
  int put(long id, int number) {
    int slot = slot(id);
    if (numbers[slot] == 0) {
      ids[slot] = id;
      numbers[slot] = number + 1;
    }
    return numbers[slot] - 1;
  }

  int find(long id) {
    return numbers[slot(id)] - 1;
  }

  private int slot(long id) {
    long mixed = (id ^ SEED) * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 32)) * MULTIPLIER;
    int slot = (int) (mixed >>> 32) & mask;
    while (numbers[slot] != 0 && ids[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
