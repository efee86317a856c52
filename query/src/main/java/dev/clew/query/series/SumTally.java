package dev.clew.query.series;

import dev.clew.query.Labels;
import dev.clew.query.Series;
import java.util.List;

/// Sums numbers, each as often as its span stands for.
final class SumTally implements Tally<SumTally> {
  private final CountRows counts;
  private final SumRows sums;
  private final boolean isMean;
  private final double unit;

  /// @param unit by which sums are divided
  SumTally(int width, boolean isMean, double unit) {
    counts = new CountRows(width);
    sums = new SumRows(width);
    this.isMean = isMean;
    this.unit = unit;
  }

  @Override
  public void add(Slice slice) {
    for (int at = 0; at < slice.size; at++) {
      int in = slice.from + at;
      if (slice.groups[at] != Slice.NO_GROUP && slice.numbers.isNumber(in)) {
        Weight weight = slice.weight(at);
        counts.add(slice.groups[at], slice.steps[at], weight);
        double number = slice.numbers.real(in);
        double product = weight.high() * number;
        double rest =
            Math.fma(weight.high(), number, -product)
                + weight.low() * number
                + weight.high() * slice.numbers.rest(in);
        sums.add(slice.groups[at], slice.steps[at], product, rest);
      }
    }
  }

  @Override
  public void clear(int group) {
    counts.clear(group);
    sums.clear(group);
  }

  @Override
  public void merge(int group, SumTally other, int otherGroup, int offset) {
    counts.merge(group, other.counts, otherGroup, offset);
    sums.merge(group, other.sums, otherGroup, offset);
  }

  @Override
  public int rowsAGroup() {
    return 3;
  }

  @Override
  public List<Series> series(int group, Labels labels) {
    double[] points = new double[counts.width()];
    for (int step = 0; step < points.length; step++) {
      double count = counts.value(group, step);
      double sum = sums.value(group, step) / (isMean ? count : 1);
      points[step] = count == 0 ? Double.NaN : sum / unit;
    }
    return List.of(new Series(labels, points, List.of()));
  }
}
