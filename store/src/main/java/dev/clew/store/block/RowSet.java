package dev.clew.store.block;

import java.util.Arrays;

/// The rows in which columns have values: where each value stands in the source, where in the file.
/// Many columns share one, since spans of one kind have the same attributes.
final class RowSet {
  // Below this share of the rows, sorting the values is cheaper than going over all rows.
  private static final int SPARSE = 16;

  private final int size;
  private final int[] sourceRows;

  /// By value in the order of the file, its place in the order of the source.
  private final int[] order;

  /// By value in the order of the file, its row there.
  private final int[] rows;

  /// By page, the place of its first value; one more for where the last page ends.
  private final int[] firsts;

  private final boolean isOnceARow;

  private RowSet(int size, int[] sourceRows, int[] order, int[] rows, RowOrder rowOrder) {
    this.size = size;
    this.sourceRows = sourceRows;
    this.order = order;
    this.rows = rows;
    for (int at = 0; at < size; at++) {
      rows[at] = rowOrder.places()[sourceRows[order[at]]];
    }
    firsts = firsts(rowOrder.firstRows());
    isOnceARow = areDistinct(rows, size);
  }

  /// @param rows by value in the order of the source, its row there; copied
  /// @param arrays where the set takes its own from, until it is [#release]d
  static RowSet of(int[] rows, int size, RowOrder rowOrder, SpareArrays arrays) {
    int[] own = arrays.take(size);
    System.arraycopy(rows, 0, own, 0, size);
    int[] order = arrays.take(size);
    if (size < rowOrder.rowCount() / SPARSE) {
      sort(own, size, rowOrder, order);
    } else {
      gather(own, size, rowOrder, order, arrays);
    }
    return new RowSet(size, own, order, arrays.take(size), rowOrder);
  }

  private static void sort(int[] rows, int size, RowOrder rowOrder, int[] order) {
    long[] keys = new long[size];
    for (int at = 0; at < size; at++) {
      keys[at] = (long) rowOrder.places()[rows[at]] << Integer.SIZE | at;
    }
    Arrays.sort(keys);
    for (int at = 0; at < size; at++) {
      order[at] = (int) keys[at];
    }
  }

  private static void gather(
      int[] rows, int size, RowOrder rowOrder, int[] order, SpareArrays arrays) {
    // By row of the source, the place of its first value plus one.
    int[] next = arrays.take(rowOrder.rowCount());
    Arrays.fill(next, 0, rowOrder.rowCount(), 0);
    for (int at = size - 1; at >= 0; at--) {
      next[rows[at]] = at + 1;
    }
    int gathered = 0;
    for (int source : rowOrder.sources()) {
      for (int at = next[source]; at > 0 && at <= size && rows[at - 1] == source; at++) {
        order[gathered++] = at - 1;
      }
    }
    arrays.giveBack(next);
  }

  private int[] firsts(int[] firstRows) {
    int[] firstPlaces = new int[firstRows.length];
    int at = 0;
    for (int page = 0; page < firstPlaces.length; page++) {
      while (at < size && rows[at] < firstRows[page]) {
        at++;
      }
      firstPlaces[page] = at;
    }
    return firstPlaces;
  }

  private static boolean areDistinct(int[] rows, int size) {
    boolean areDistinct = true;
    for (int at = 1; at < size; at++) {
      areDistinct &= rows[at] != rows[at - 1];
    }
    return areDistinct;
  }

  /// Gives the arrays of a set back that is not used any more.
  void release(SpareArrays arrays) {
    arrays.giveBack(sourceRows);
    arrays.giveBack(order);
    arrays.giveBack(rows);
  }

  /// How many values a column has.
  int size() {
    return size;
  }

  boolean isOf(int[] rows, int size) {
    return size == this.size && Arrays.equals(rows, 0, size, sourceRows, 0, size);
  }

  int pageCount() {
    return firsts.length - 1;
  }

  /// True when no row has several values.
  boolean isOnceARow() {
    return isOnceARow;
  }

  /// By value in the order of the source, its row there; valid below [#size()]. Not to be changed.
  int[] sourceRows() {
    return sourceRows;
  }

  /// By value in the order of the file, its row there; valid below [#size()]. Not to be changed.
  int[] rows() {
    return rows;
  }

  /// The place of the first value in a page.
  int first(int page) {
    return firsts[page];
  }

  /// Puts the values of a column into the order of the file.
  void move(long[] from, long[] to) {
    for (int at = 0; at < size; at++) {
      to[at] = from[order[at]];
    }
  }
}
