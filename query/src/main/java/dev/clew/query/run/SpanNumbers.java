package dev.clew.query.run;

import java.util.Arrays;

/// Numbers the spans of one trace, each once by its id and kind, in the order they first came: open
/// addressing, no boxing. Owned by one thread.
final class SpanNumbers {
  private static final int NONE = -1;

  private long[] ids = new long[16];
  private int[] kinds = new int[16];
  private int[] slots = emptySlots(32);
  private int size;

  int size() {
    return size;
  }

  /// The number of this span, a new one where it has not come before.
  int number(long id, int kind) {
    int slot = slotOf(id);
    while (slots[slot] != NONE && !(ids[slots[slot]] == id && kinds[slots[slot]] == kind)) {
      slot = next(slot);
    }
    return slots[slot] == NONE ? append(id, kind) : slots[slot];
  }

  /// True when a span of this id has come, of whatever kind.
  boolean contains(long id) {
    int slot = slotOf(id);
    while (slots[slot] != NONE && ids[slots[slot]] != id) {
      slot = next(slot);
    }
    return slots[slot] != NONE;
  }

  private int append(long id, int kind) {
    if (size == ids.length) {
      grow();
    }
    ids[size] = id;
    kinds[size] = kind;
    place(size);
    return size++;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, size * 2);
    kinds = Arrays.copyOf(kinds, size * 2);
    slots = emptySlots(size * 4);
    for (int number = 0; number < size; number++) {
      place(number);
    }
  }

  private void place(int number) {
    int slot = slotOf(ids[number]);
    while (slots[slot] != NONE) {
      slot = next(slot);
    }
    slots[slot] = number;
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  // A full avalanche: ids come from strangers, and ids that share low bits must not line up.
  private int slotOf(long id) {
    long mixed = (id ^ (id >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return (int) (mixed ^ (mixed >>> 31)) & (slots.length - 1);
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
