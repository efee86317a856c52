package dev.clew.query.series;

import java.util.Arrays;

/// Numbers different longs in the order they first came: open addressing, no boxing. Owned by one
/// thread.
final class LongNumbers {
  private static final int NONE = -1;

  private long[] values = new long[16];
  private int[] slots = emptySlots(64);
  private int size;

  int number(long value) {
    int slot = slotOf(value);
    while (slots[slot] != NONE && values[slots[slot]] != value) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] == NONE) {
      if (size == values.length) {
        grow();
        return number(value);
      }
      values[size] = value;
      slots[slot] = size++;
    }
    return slots[slot];
  }

  int size() {
    return size;
  }

  private void grow() {
    values = Arrays.copyOf(values, size * 2);
    slots = emptySlots(size * 8);
    for (int number = 0; number < size; number++) {
      int slot = slotOf(values[number]);
      while (slots[slot] != NONE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number;
    }
  }

  // A full avalanche: numbers that follow each other must not line up.
  private int slotOf(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) (mixed ^ (mixed >>> 31)) & (slots.length - 1);
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
