package dev.clew.store.block;

import java.util.Arrays;

/// Puts rows into cells by what they have in common: each column tells apart what those before it
/// did not.
///
/// Owned by one thread.
final class RowCells {
  private static final long FREE = -1;
  private static final int NONE = -1;
  private static final int FEWEST_SLOTS = 1 << 10;

  private final int mostCells;

  /// By row, its cell.
  private final int[] cells;

  /// By column, the value of each cell; zeroes of a column that has not come.
  private int[][] columns;

  private int size = 1;

  // What is found of the column that comes: by cell, the one it was part of, and its value.
  private int[] parents = new int[16];
  private int[] own = new int[16];
  private int count;

  /// By cell, the one that the last of its rows has now: mostly the next one has the same.
  private int[] latest = new int[16];

  /// By slot, a cell and a value, and the cell that rows with these have now.
  private long[] keys = new long[FEWEST_SLOTS];

  private int[] found = new int[FEWEST_SLOTS];

  RowCells(int rowCount, int columnCount, int mostCells) {
    this.mostCells = mostCells;
    cells = new int[rowCount];
    columns = new int[columnCount][1];
  }

  /// Tells the rows apart by a column; false, and of no more use, where there are too many cells
  /// then.
  boolean split(int column, int[] values) {
    Arrays.fill(keys, FREE);
    latest = latest.length < size ? new int[size] : latest;
    Arrays.fill(latest, 0, size, NONE);
    count = 0;
    for (int row = 0; row < cells.length; row++) {
      int parent = cells[row];
      int cell = latest[parent];
      if (cell == NONE || own[cell] != values[row]) {
        cell = cell(key(parent, values[row]));
        latest[parent] = cell;
        if (count > mostCells) {
          return false;
        }
      }
      cells[row] = cell;
    }
    divide(column);
    return true;
  }

  private static long key(int cell, int value) {
    return (long) cell << Integer.SIZE | Integer.toUnsignedLong(value);
  }

  private int cell(long key) {
    int slot = slot(key);
    if (keys[slot] == FREE) {
      keys[slot] = key;
      found[slot] = count;
      add((int) (key >>> Integer.SIZE), (int) key);
      if (count * 2 > keys.length) {
        grow();
      }
      return count - 1;
    }
    return found[slot];
  }

  private int slot(long key) {
    int slot = (int) FuseFilter.mix(key) & (keys.length - 1);
    while (keys[slot] != key && keys[slot] != FREE) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void add(int parent, int value) {
    if (count == parents.length) {
      parents = Arrays.copyOf(parents, count * 2);
      own = Arrays.copyOf(own, count * 2);
    }
    parents[count] = parent;
    own[count++] = value;
  }

  private void grow() {
    keys = new long[keys.length * 2];
    found = new int[keys.length];
    Arrays.fill(keys, FREE);
    for (int cell = 0; cell < count; cell++) {
      long key = key(parents[cell], own[cell]);
      int slot = slot(key);
      keys[slot] = key;
      found[slot] = cell;
    }
  }

  private void divide(int column) {
    var divided = new int[columns.length][count];
    for (int each = 0; each < columns.length; each++) {
      for (int cell = 0; cell < count; cell++) {
        divided[each][cell] = columns[each][parents[cell]];
      }
    }
    divided[column] = Arrays.copyOf(own, count);
    columns = divided;
    size = count;
  }

  /// How many cells there are.
  int size() {
    return size;
  }

  int cell(int row) {
    return cells[row];
  }

  /// By column, the value of each cell.
  int[][] columns() {
    return columns;
  }
}
