package dev.clew.query.series;

import java.util.Arrays;

/// Sums, a row a group and a place a step, each in two doubles: what the first loses in rounding
/// the second gathers, so that the order of adding does not show. Owned by one thread.
final class SumRows {
  private final int width;
  private double[][] high = new double[0][];
  private double[][] low = new double[0][];

  SumRows(int width) {
    this.width = width;
  }

  private void need(int row) {
    if (row >= high.length) {
      int capacity = Math.max(row + 1, high.length * 2);
      int from = high.length;
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
      Arrays.fill(high, from, capacity, EMPTY);
      Arrays.fill(low, from, capacity, EMPTY);
    }
    if (high[row].length == 0) {
      high[row] = new double[width];
      low[row] = new double[width];
    }
  }

  private static final double[] EMPTY = new double[0];

  /// Adds a number that is the sum of these two, of which the second is small.
  void add(int row, int step, double number, double rest) {
    need(row);
    double old = high[row][step];
    double sum = old + number;
    double taken = sum - old;
    high[row][step] = sum;
    low[row][step] += (old - (sum - taken)) + (number - taken) + rest;
  }

  void clear(int row) {
    if (row < high.length) {
      high[row] = EMPTY;
      low[row] = EMPTY;
    }
  }

  /// Adds another's row, its first step to the step `offset` of this one's.
  void merge(int row, SumRows other, int otherRow, int offset) {
    if (otherRow < other.high.length) {
      for (int step = 0; step < other.high[otherRow].length; step++) {
        add(row, offset + step, other.high[otherRow][step], other.low[otherRow][step]);
      }
    }
  }

  double value(int row, int step) {
    if (row >= high.length || high[row].length == 0) {
      return 0;
    }
    double sum = high[row][step];
    // Beyond all numbers nothing is lost that the second could know of.
    return Double.isFinite(sum) ? sum + low[row][step] : sum;
  }
}
