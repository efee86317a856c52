package dev.clew.store.block;

import java.util.Arrays;

/// Cuts rows into pages, between traces where that is possible.
final class PageCuts {
  private final int[] weights;
  private int[] firstRows = new int[16];
  private int pages;
  private int start;
  private long weight;

  private PageCuts(int[] weights) {
    this.weights = weights;
  }

  /// Returns the first row of each page, and behind them the number of rows.
  ///
  /// @param bounds where the rows of each trace begin, and behind them the number of rows
  /// @param weights by row, how many values a column may have in it at most
  static int[] of(int[] bounds, int[] weights) {
    var cuts = new PageCuts(weights);
    for (int trace = 0; trace + 1 < bounds.length; trace++) {
      cuts.addTrace(bounds[trace], bounds[trace + 1]);
    }
    if (cuts.start < weights.length) {
      cuts.cut(weights.length);
    }
    return cuts.toArray();
  }

  private void addTrace(int from, int to) {
    long ofTrace = 0;
    for (int row = from; row < to; row++) {
      ofTrace += weights[row];
    }
    if (from > start && !fits(to, ofTrace)) {
      cut(from);
    }
    if (fits(to, ofTrace)) {
      weight += ofTrace;
    } else {
      addRows(from, to);
    }
  }

  private void addRows(int from, int to) {
    for (int row = from; row < to; row++) {
      if (row > start && !fits(row + 1, weights[row])) {
        cut(row);
      }
      weight += weights[row];
    }
  }

  private boolean fits(int to, long more) {
    return to - start <= BlockFormat.PAGE_ROWS && weight + more <= BlockFormat.PAGE_VALUES;
  }

  private void cut(int row) {
    if (pages == firstRows.length) {
      firstRows = Arrays.copyOf(firstRows, pages * 2);
    }
    firstRows[pages++] = start;
    start = row;
    weight = 0;
  }

  private int[] toArray() {
    int[] all = Arrays.copyOf(firstRows, pages + 1);
    all[pages] = start;
    return all;
  }
}
