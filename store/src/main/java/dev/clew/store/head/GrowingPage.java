package dev.clew.store.head;

import org.jspecify.annotations.Nullable;

/// The values of the page of a column that is being filled. The width of a value starts as the page
/// before needed it, and grows with the values.
///
/// Guarded by the head's lock. What was written is never written again in the same array, so that
/// [PageValues] can share it.
final class GrowingPage {
  private static final int FIRST_CAPACITY = 4;
  private static final int WIDEST = 3;
  private static final int FEW = 1 << 10;
  private static final int STEP = 1 << 8;

  private final HeadMemory memory;
  private byte[] values = {};
  private int shift;
  private int capacity;
  private int size;

  /// What no value of this width has.
  private long excess = excess(0);

  /// All bits of all values.
  private long bits;

  private short @Nullable [] rows;

  GrowingPage(HeadMemory memory) {
    this.memory = memory;
  }

  private static long excess(int shift) {
    return shift == WIDEST ? 0 : -1L << (Byte.SIZE << shift);
  }

  int size() {
    return size;
  }

  /// @param row counted from the page's first
  void add(int row, long value) {
    if (size == capacity) {
      grow();
    }
    if ((value & excess) != 0) {
      widen(value);
    }
    if (rows != null || row != size) {
      writeRow(row);
    }
    put(size, value);
    bits |= value;
    size++;
  }

  private void put(int at, long value) {
    switch (shift) {
      case 0 -> values[at] = (byte) value;
      case 1 -> PageValues.SHORTS.set(values, at << 1, (short) value);
      case 2 -> PageValues.INTS.set(values, at << 2, (int) value);
      default -> PageValues.LONGS.set(values, at << 3, value);
    }
  }

  private void grow() {
    int more = Math.max(FIRST_CAPACITY, capacity);
    resize(capacity + more);
  }

  private void resize(int newCapacity) {
    memory.add((long) (newCapacity - capacity) << shift);
    byte[] newValues = memory.newBytes(newCapacity << shift);
    System.arraycopy(values, 0, newValues, 0, size << shift);
    values = newValues;
    if (rows != null) {
      memory.add((long) (newCapacity - capacity) * Short.BYTES);
      short[] newRows = memory.newShorts(newCapacity);
      System.arraycopy(rows, 0, newRows, 0, size);
      rows = newRows;
    }
    capacity = newCapacity;
  }

  private void widen(long value) {
    PageValues narrow = values();
    int wide = width(value);
    memory.add(((long) capacity << wide) - ((long) capacity << shift));
    values = memory.newBytes(capacity << wide);
    shift = wide;
    excess = excess(wide);
    for (int at = 0; at < size; at++) {
      put(at, narrow.value(at));
    }
  }

  /// The narrowest width of a value that has no more than these bits.
  private static int width(long bits) {
    int width = 0;
    while ((bits & excess(width)) != 0) {
      width++;
    }
    return width;
  }

  private void writeRow(int row) {
    short[] written = rows;
    if (written == null) {
      written = memory.newShorts(capacity);
      for (int at = 0; at < size; at++) {
        written[at] = (short) at;
      }
      memory.add((long) capacity * Short.BYTES);
      rows = written;
    }
    written[size] = (short) row;
  }

  /// The values so far.
  PageValues values() {
    return new PageValues(values, shift, rows, size);
  }

  /// Pages of about the same size have arrays of one size, so that those of other heads fit.
  private static int roundUp(int capacity) {
    return capacity < FEW ? capacity : Math.ceilDiv(capacity, STEP) * STEP;
  }

  /// Gives up the arrays for new ones, which suit a page like this one.
  void startNext() {
    shift = width(bits);
    excess = excess(shift);
    values = new byte[0];
    capacity = 0;
    rows = null;
    int expected = roundUp(size + size / 16);
    size = 0;
    bits = 0;
    resize(Math.min(HeadBlock.PAGE_ROWS, Math.max(FIRST_CAPACITY, expected)));
  }
}
