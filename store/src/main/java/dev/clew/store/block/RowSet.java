package dev.clew.store.block;

import java.util.Arrays;

/// The rows in which columns have values: where each value stands in the source, where in the file.
/// Many columns share one, since spans of one kind have the same attributes.
final class RowSet {
  // Below this share of the rows, sorting the values is cheaper than going over all rows.
  private static final int SPARSE = 16;

  private final int[] sourceRows;

  /// By value in the order of the file, its place in the order of the source.
  private final int[] order;

  /// By page, the place of its first value; one more for where the last page ends.
  private final int[] firsts;

  /// By value in the order of the file, its row there.
  private final int[] rows;

  private final boolean isOnceARow;

  private RowSet(int[] sourceRows, int[] order, RowOrder rowOrder) {
    this.sourceRows = sourceRows;
    this.order = order;
    rows = new int[order.length];
    for (int at = 0; at < rows.length; at++) {
      rows[at] = rowOrder.places()[sourceRows[order[at]]];
    }
    firsts = firsts(rows, rowOrder.firstRows());
    isOnceARow = isOnceARow(rows);
  }

  /// @param rows by value in the order of the source, its row there; copied
  static RowSet of(int[] rows, int size, RowOrder rowOrder) {
    int[] own = Arrays.copyOf(rows, size);
    int[] order =
        size < rowOrder.rowCount() / SPARSE ? bySorting(own, rowOrder) : byRow(own, rowOrder);
    return new RowSet(own, order, rowOrder);
  }

  private static int[] bySorting(int[] rows, RowOrder rowOrder) {
    long[] keys = new long[rows.length];
    for (int at = 0; at < rows.length; at++) {
      keys[at] = rowOrder.places()[rows[at]];
    }
    int[] order = StableOrder.identity(rows.length);
    StableOrder.sort(order, 0, rows.length, keys);
    return order;
  }

  private static int[] byRow(int[] rows, RowOrder rowOrder) {
    if (isOnePerRow(rows, rowOrder.rowCount())) {
      return rowOrder.sources();
    }
    int[] next = new int[rowOrder.rowCount()];
    for (int at = rows.length - 1; at >= 0; at--) {
      next[rows[at]] = at + 1;
    }
    int[] order = new int[rows.length];
    int size = 0;
    for (int source : rowOrder.sources()) {
      for (int at = next[source]; at > 0 && at <= rows.length && rows[at - 1] == source; at++) {
        order[size++] = at - 1;
      }
    }
    return order;
  }

  private static boolean isOnePerRow(int[] rows, int rowCount) {
    // Rows ascend, so that only the last of as many is the last row.
    boolean isOnePerRow = rows.length == rowCount;
    for (int at = 0; isOnePerRow && at < rowCount; at++) {
      isOnePerRow = rows[at] == at;
    }
    return isOnePerRow;
  }

  private static int[] firsts(int[] rows, int[] firstRows) {
    int[] firsts = new int[firstRows.length];
    int at = 0;
    for (int page = 0; page < firsts.length; page++) {
      while (at < rows.length && rows[at] < firstRows[page]) {
        at++;
      }
      firsts[page] = at;
    }
    return firsts;
  }

  private static boolean isOnceARow(int[] rows) {
    boolean isOnceARow = true;
    for (int at = 1; at < rows.length; at++) {
      isOnceARow &= rows[at] != rows[at - 1];
    }
    return isOnceARow;
  }

  /// How many values a column has.
  int size() {
    return order.length;
  }

  boolean isOf(int[] rows, int size) {
    return size == sourceRows.length
        && Arrays.equals(rows, 0, size, sourceRows, 0, sourceRows.length);
  }

  int pageCount() {
    return firsts.length - 1;
  }

  /// True when no row has several values.
  boolean isOnceARow() {
    return isOnceARow;
  }

  /// By value in the order of the source, its row there. Not to be changed.
  int[] sourceRows() {
    return sourceRows;
  }

  /// By value in the order of the file, its row there. Not to be changed.
  int[] rows() {
    return rows;
  }

  /// The place of the first value in a page.
  int first(int page) {
    return firsts[page];
  }

  /// Puts the values of a column into the order of the file.
  void move(long[] from, long[] to) {
    for (int at = 0; at < order.length; at++) {
      to[at] = from[order[at]];
    }
  }
}
