package dev.clew.serve.api.clew;

import dev.clew.wire.otlp.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers the distinct texts of a batch in the order in which they first come, without an object
/// for each that comes again.
///
/// Owned by the thread that fills it.
final class SliceIndex {
  private static final int NONE = -1;

  private final byte[] bytes;
  private final List<String> texts = new ArrayList<>();
  private long[] slices = new long[16];
  private int[] slots = emptySlots(64);

  SliceIndex(byte[] bytes) {
    this.bytes = bytes;
  }

  private static int[] emptySlots(int capacity) {
    int[] slots = new int[capacity];
    Arrays.fill(slots, NONE);
    return slots;
  }

  /// The number of the text of this slice.
  int numberOf(long slice) {
    int slot = slotOf(slice);
    if (slots[slot] != NONE) {
      return slots[slot];
    }
    int number = texts.size();
    slots[slot] = number;
    add(slice);
    return number;
  }

  private void add(long slice) {
    if (texts.size() == slices.length) {
      slices = Arrays.copyOf(slices, slices.length * 2);
    }
    slices[texts.size()] = slice;
    texts.add(Slice.text(bytes, slice));
    if (texts.size() * 2 > slots.length) {
      slots = emptySlots(slots.length * 2);
      for (int number = 0; number < texts.size(); number++) {
        slots[slotOf(slices[number])] = number;
      }
    }
  }

  private int slotOf(long slice) {
    int slot = hash(slice) & (slots.length - 1);
    while (slots[slot] != NONE && !equal(slices[slots[slot]], slice)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int hash(long slice) {
    int hash = 0;
    int from = Slice.offset(slice);
    for (int at = from; at < from + Slice.length(slice); at++) {
      hash = 31 * hash + bytes[at];
    }
    return hash ^ (hash >>> 16);
  }

  private boolean equal(long one, long other) {
    int first = Slice.offset(one);
    int second = Slice.offset(other);
    return Arrays.equals(
        bytes, first, first + Slice.length(one), bytes, second, second + Slice.length(other));
  }

  /// All texts by number.
  List<String> texts() {
    return texts;
  }
}
