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

  /// What pages say of their rows, one after the other.
  private final ByteSink presence = new ByteSink();

  private final int[] presenceEnds;

  private RowSet(int[] sourceRows, int[] order, int pageCount) {
    this.sourceRows = sourceRows;
    this.order = order;
    firsts = new int[pageCount + 1];
    presenceEnds = new int[pageCount];
  }

  /// @param rows by value in the order of the source, its row there; copied
  static RowSet of(int[] rows, int size, RowOrder rowOrder) {
    int[] own = Arrays.copyOf(rows, size);
    int[] order =
        size < rowOrder.rowCount() / SPARSE ? bySorting(own, rowOrder) : byRow(own, rowOrder);
    var set = new RowSet(own, order, rowOrder.pageCount());
    set.cut(rowOrder);
    return set;
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

  private void cut(RowOrder rowOrder) {
    int[] rows = new int[order.length];
    for (int at = 0; at < rows.length; at++) {
      rows[at] = rowOrder.places()[sourceRows[order[at]]];
    }
    int[] firstRows = rowOrder.firstRows();
    int from = 0;
    for (int page = 0; page < presenceEnds.length; page++) {
      int to = from;
      while (to < rows.length && rows[to] < firstRows[page + 1]) {
        to++;
      }
      if (to > from) {
        int rowCount = firstRows[page + 1] - firstRows[page];
        Presence.encode(rows, from, to, firstRows[page], rowCount, presence);
      }
      presenceEnds[page] = presence.size();
      firsts[page + 1] = to;
      from = to;
    }
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
    return presenceEnds.length;
  }

  /// The place of the first value in a page.
  int first(int page) {
    return firsts[page];
  }

  /// Writes which rows of a page have values.
  void writePresence(int page, ByteSink out) {
    int from = page == 0 ? 0 : presenceEnds[page - 1];
    out.raw(presence.array(), from, presenceEnds[page] - from);
  }

  /// Puts the values of a column into the order of the file.
  void move(long[] from, long[] to) {
    for (int at = 0; at < order.length; at++) {
      to[at] = from[order[at]];
    }
  }
}
