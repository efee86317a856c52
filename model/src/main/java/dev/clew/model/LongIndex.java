package dev.clew.model;

import java.util.Arrays;

/// Finds the first place of a value in an array: open addressing, no boxing, built once.
final class LongIndex {
  private final long[] values;
  private final int[] slots;

  LongIndex(long[] values) {
    this.values = values;
    int capacity = Integer.highestOneBit(Math.max(values.length, 4)) * 4;
    slots = new int[capacity];
    Arrays.fill(slots, -1);
    for (int place = 0; place < values.length; place++) {
      int slot = slotOf(values[place]);
      if (slots[slot] < 0) {
        slots[slot] = place;
      }
    }
  }

  int first(long value) {
    return slots[slotOf(value)];
  }

  private int slotOf(long value) {
    int slot = (int) (mix(value) & (slots.length - 1));
    while (slots[slot] >= 0 && values[slots[slot]] != value) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  // A full avalanche: ids come from strangers, and ids that share low bits must not line up.
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
