package dev.clew.query.series;

import dev.clew.query.Labels;
import dev.clew.query.Series;
import java.util.List;

/// Counts spans, each as many as it stands for.
final class CountTally implements Tally<CountTally> {
  private final CountRows counts;
  private final double unit;

  /// @param unit by which counts are divided
  CountTally(int width, double unit) {
    counts = new CountRows(width);
    this.unit = unit;
  }

  @Override
  public void add(Slice slice) {
    if (!slice.isWeighted && slice.counts.isEmpty()) {
      counts.addOnes(slice.groups, slice.steps, slice.size);
      return;
    }
    for (int at = 0; at < slice.size; at++) {
      if (slice.groups[at] != Slice.NO_GROUP) {
        counts.add(slice.groups[at], slice, at);
      }
    }
  }

  @Override
  public void clear(int group) {
    counts.clear(group);
  }

  @Override
  public void merge(int group, CountTally other, int otherGroup, int offset) {
    counts.merge(group, other.counts, otherGroup, offset);
  }

  @Override
  public int rowsAGroup() {
    return 1;
  }

  @Override
  public List<Series> series(int group, Labels labels) {
    double[] points = new double[counts.width()];
    for (int step = 0; step < points.length; step++) {
      points[step] = counts.value(group, step) / unit;
    }
    return List.of(new Series(labels, points, List.of()));
  }
}
