package dev.clew.store;

import java.util.Arrays;

/// The values that one column has in one page, as pairs of row and value in ascending order of
/// rows. A row without a value does not occur; a row with several occurs as often.
///
/// A buffer that the reading thread owns and hands from page to page.
public final class ColumnPage {
  private int size;
  private int[] rows = new int[0];
  private long[] values = new long[0];

  /// Makes room for `capacity` values and forgets those that were here.
  public void clear(int capacity) {
    size = 0;
    if (rows.length < capacity) {
      rows = new int[capacity];
      values = new long[capacity];
    }
  }

  public void add(int row, long value) {
    if (size == rows.length) {
      int capacity = Math.max(16, size * 2);
      rows = Arrays.copyOf(rows, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    rows[size] = row;
    values[size++] = value;
  }

  /// Takes over arrays that hold nothing else.
  public void set(int[] ascendingRows, long[] theirValues) {
    size = ascendingRows.length;
    rows = ascendingRows;
    values = theirValues;
  }

  /// Forgets the values of all rows but these, which ascend.
  public void retain(int[] kept) {
    int from = 0;
    int to = 0;
    for (int row : kept) {
      while (from < size && rows[from] < row) {
        from++;
      }
      for (; from < size && rows[from] == row; from++) {
        rows[to] = row;
        values[to++] = values[from];
      }
    }
    size = to;
  }

  public int size() {
    return size;
  }

  /// The rows, counted from the start of the block; valid below [#size()]. Not to be changed.
  public int[] rows() {
    return rows;
  }

  /// The values; valid below [#size()]. Not to be changed.
  public long[] values() {
    return values;
  }
}
