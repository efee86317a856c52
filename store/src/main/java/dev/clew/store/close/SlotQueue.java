package dev.clew.store.close;

import java.util.Arrays;

/// Slots in a row: joined at the back, left from anywhere.
///
/// Owned by one thread.
final class SlotQueue {
  static final int NONE = TraceSlots.NONE;

  private int first = NONE;
  private int last = NONE;
  private int[] before = new int[64];
  private int[] after = new int[64];

  /// The slot that joined first, or -1.
  int first() {
    return first;
  }

  /// Puts a slot that is not here at the back.
  void join(int slot) {
    if (slot >= before.length) {
      int capacity = Math.max(slot + 1, before.length * 2);
      before = Arrays.copyOf(before, capacity);
      after = Arrays.copyOf(after, capacity);
    }
    before[slot] = last;
    after[slot] = NONE;
    if (last == NONE) {
      first = slot;
    } else {
      after[last] = slot;
    }
    last = slot;
  }

  /// Takes a slot that is here out of the row.
  void leave(int slot) {
    if (before[slot] == NONE) {
      first = after[slot];
    } else {
      after[before[slot]] = after[slot];
    }
    if (after[slot] == NONE) {
      last = before[slot];
    } else {
      before[after[slot]] = before[slot];
    }
  }
}
