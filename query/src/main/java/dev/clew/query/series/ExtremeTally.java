package dev.clew.query.series;

import dev.clew.query.Labels;
import dev.clew.query.Series;
import java.util.Arrays;
import java.util.List;

/// Keeps the greatest numbers, or the least.
final class ExtremeTally implements Tally<ExtremeTally> {
  private static final double[] EMPTY = new double[0];

  private final int width;
  private final boolean isGreatest;
  private final double unit;
  private double[][] rows = new double[0][];

  /// @param unit by which numbers are divided
  ExtremeTally(int width, boolean isGreatest, double unit) {
    this.width = width;
    this.isGreatest = isGreatest;
    this.unit = unit;
  }

  @Override
  public void add(Slice slice) {
    for (int at = 0; at < slice.size; at++) {
      int in = slice.from + at;
      if (slice.groups[at] != Slice.NO_GROUP && slice.numbers.isNumber(in)) {
        add(row(slice.groups[at]), slice.steps[at], slice.numbers.real(in));
      }
    }
  }

  private void add(double[] row, int step, double number) {
    double old = row[step];
    row[step] =
        Double.isNaN(old) ? number : isGreatest ? Math.max(old, number) : Math.min(old, number);
  }

  private double[] row(int group) {
    if (group >= rows.length) {
      int from = rows.length;
      rows = Arrays.copyOf(rows, Math.max(group + 1, from * 2));
      Arrays.fill(rows, from, rows.length, EMPTY);
    }
    if (rows[group].length == 0) {
      rows[group] = new double[width];
      Arrays.fill(rows[group], Double.NaN);
    }
    return rows[group];
  }

  @Override
  public void clear(int group) {
    if (group < rows.length) {
      rows[group] = EMPTY;
    }
  }

  @Override
  public void merge(int group, ExtremeTally other, int otherGroup, int offset) {
    double[] from = otherGroup < other.rows.length ? other.rows[otherGroup] : EMPTY;
    for (int step = 0; step < from.length; step++) {
      if (!Double.isNaN(from[step])) {
        add(row(group), offset + step, from[step]);
      }
    }
  }

  @Override
  public int rowsAGroup() {
    return 1;
  }

  @Override
  public List<Series> series(int group, Labels labels) {
    double[] points = row(group).clone();
    for (int step = 0; step < width; step++) {
      points[step] /= unit;
    }
    return List.of(new Series(labels, points, List.of()));
  }
}
