package dev.clew.store;

import java.util.Arrays;

/// The values that one column has in one page, as pairs of row and value in ascending order of
/// rows. A row without a value does not occur; a row with several occurs as often.
///
/// A buffer that the reading thread owns and hands from page to page.
public final class ColumnPage {
  private static final int NONE = -1;

  private int size;
  private int[] rows = new int[0];
  private long[] values = new long[0];

  /// Where each row from here on has one value: this row; else -1.
  private int firstRow = NONE;

  /// Makes room for `capacity` values and forgets those that were here.
  public void clear(int capacity) {
    size = 0;
    firstRow = NONE;
    if (rows.length < capacity || values.length < capacity) {
      rows = new int[capacity];
      values = new long[capacity];
    }
  }

  /// Takes as many values, one for each row from `first` on, which the caller sets in the array
  /// that is returned.
  public long[] fill(int first, int count) {
    firstRow = first;
    return room(count);
  }

  /// Takes over the first `count` of these rows and as many values, which the caller sets in the
  /// array that is returned.
  public long[] fill(int[] ascendingRows, int count) {
    firstRow = NONE;
    rows = ascendingRows;
    return room(count);
  }

  /// Takes as many values, which the caller sets in [#values()], and their rows, which ascend, in
  /// [#rows()].
  public void fill(int count) {
    clear(count);
    size = count;
  }

  private long[] room(int count) {
    size = count;
    if (values.length < count) {
      values = new long[count];
    }
    return values;
  }

  public void add(int row, long value) {
    listRows();
    if (size == Math.min(rows.length, values.length)) {
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
    firstRow = NONE;
    rows = ascendingRows;
    values = theirValues;
  }

  /// Takes over the values of as many rows, one each.
  public void set(int first, long[] theirValues) {
    size = theirValues.length;
    firstRow = first;
    values = theirValues;
  }

  /// True when each row from [#firstRow()] on has one value, so that nobody needs to be told which
  /// rows these are.
  public boolean isDense() {
    return firstRow != NONE;
  }

  /// The row of the first value, of values that are dense.
  public int firstRow() {
    if (!isDense()) {
      throw new IllegalStateException("needs a value in each row, has some without");
    }
    return firstRow;
  }

  private void listRows() {
    if (isDense()) {
      if (rows.length < size) {
        rows = new int[size];
      }
      for (int at = 0; at < size; at++) {
        rows[at] = firstRow + at;
      }
      firstRow = NONE;
    }
  }

  /// Forgets the values of all rows but these, which ascend.
  public void retain(int[] kept) {
    listRows();
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
    listRows();
    return rows;
  }

  /// The values; valid below [#size()]. Not to be changed.
  public long[] values() {
    return values;
  }
}
