package dev.clew.query.series;

import java.util.Arrays;

/// Numbers pairs of numbers in the order they first came: open addressing, no boxing. Owned by one
/// thread.
final class PairNumbers {
  private static final int NONE = -1;

  private long[] pairs = new long[16];
  private int[] slots = emptySlots(64);
  private int size;

  /// Neither is negative.
  int number(int first, int second) {
    long pair = (long) first << 32 | second;
    int slot = slotOf(pair);
    while (slots[slot] != NONE && pairs[slots[slot]] != pair) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] == NONE) {
      if (size == pairs.length) {
        grow();
        return number(first, second);
      }
      pairs[size] = pair;
      slots[slot] = size++;
    }
    return slots[slot];
  }

  private void grow() {
    pairs = Arrays.copyOf(pairs, size * 2);
    slots = emptySlots(size * 8);
    for (int number = 0; number < size; number++) {
      int slot = slotOf(pairs[number]);
      while (slots[slot] != NONE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number;
    }
  }

  // A full avalanche: numbers that follow each other must not line up.
  private int slotOf(long pair) {
    long mixed = (pair ^ (pair >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) (mixed ^ (mixed >>> 31)) & (slots.length - 1);
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
