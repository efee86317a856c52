package dev.clew.query.series;

import java.util.Arrays;

/// How many spans there were, a row a group and a place a step: whole spans as integers, sampled
/// ones by their weight. Owned by one thread.
final class CountRows {
  private static final long[] EMPTY = new long[0];

  private final int width;
  private final SumRows weighted;
  private long[][] whole = new long[0][];

  CountRows(int width) {
    this.width = width;
    weighted = new SumRows(width);
  }

  int width() {
    return width;
  }

  void add(int row, int step, Weight weight) {
    if (weight.isOne()) {
      row(row)[step]++;
    } else {
      weighted.add(row, step, weight.high(), weight.low());
    }
  }

  /// So many whole spans.
  void add(int row, int step, long spans) {
    row(row)[step] += spans;
  }

  /// A span of a slice, and those for which it stands.
  void add(int row, Slice slice, int at) {
    if (slice.isWeighted) {
      add(row, slice.steps[at], slice.weights[at]);
    } else {
      row(row)[slice.steps[at]] += slice.count(at);
    }
  }

  /// Whole spans, some of which may have no row.
  void addOnes(int[] rows, int[] steps, int size) {
    for (int at = 0; at < size; at++) {
      if (rows[at] != Slice.NO_GROUP) {
        row(rows[at])[steps[at]]++;
      }
    }
  }

  private long[] row(int row) {
    if (row >= whole.length) {
      int from = whole.length;
      whole = Arrays.copyOf(whole, Math.max(row + 1, from * 2));
      Arrays.fill(whole, from, whole.length, EMPTY);
    }
    if (whole[row].length == 0) {
      whole[row] = new long[width];
    }
    return whole[row];
  }

  void clear(int row) {
    if (row < whole.length) {
      whole[row] = EMPTY;
    }
    weighted.clear(row);
  }

  /// Adds another's row, its first step to the step `offset` of this one's.
  void merge(int row, CountRows other, int otherRow, int offset) {
    if (otherRow < other.whole.length && other.whole[otherRow].length > 0) {
      long[] into = row(row);
      long[] from = other.whole[otherRow];
      for (int step = 0; step < from.length; step++) {
        into[offset + step] += from[step];
      }
    }
    weighted.merge(row, other.weighted, otherRow, offset);
  }

  double value(int row, int step) {
    boolean isHere = row < whole.length && whole[row].length > 0;
    return (isHere ? whole[row][step] : 0) + weighted.value(row, step);
  }
}
