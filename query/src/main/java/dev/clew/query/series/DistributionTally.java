package dev.clew.query.series;

import dev.clew.query.Label;
import dev.clew.query.Labels;
import dev.clew.query.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts numbers by how large they are, see [Powers]: a row of counts for each power of each
/// group.
final class DistributionTally implements Tally<DistributionTally> {
  private static final int[] EMPTY = new int[0];

  /// So many spans of one group and step are counted by power first.
  private static final int LONG_RUN = 64;

  private final CountRows counts;
  private final List<Double> quantiles;
  private final double unit;

  /// By group, then by power: the row, plus one.
  private int[][] rows = new int[0][];

  /// How many numbers of a run there are of each power, those of none first.
  private final int[] ofRun = new int[1 + Long.SIZE];

  private int usedRows;
  private final List<Integer> freeRows = new ArrayList<>();

  /// @param quantiles those to tell; with none, all buckets are told
  /// @param unit by which numbers are divided
  DistributionTally(int width, List<Double> quantiles, double unit) {
    counts = new CountRows(width);
    this.quantiles = quantiles;
    this.unit = unit;
  }

  @Override
  public void add(Slice slice) {
    boolean mayRun = slice.numbers.areIntegers() && !slice.isWeighted && slice.counts.isEmpty();
    int to;
    for (int from = 0; from < slice.size; from = to) {
      to = slice.endOfRun(from);
      if (mayRun && to - from >= LONG_RUN && slice.groups[from] != Slice.NO_GROUP) {
        addRun(slice, from, to);
      } else {
        addEach(slice, from, to);
      }
    }
  }

  /// Spans of one group and step that stand for nobody else and have integers.
  private void addRun(Slice slice, int from, int to) {
    Arrays.fill(ofRun, 0);
    long[] numbers = slice.numbers.bits();
    for (int at = slice.from + from; at < slice.from + to; at++) {
      ofRun[1 + Powers.of(numbers[at])]++;
    }
    for (int power = 0; power < Long.SIZE; power++) {
      if (ofRun[1 + power] > 0) {
        counts.add(row(slice.groups[from], power), slice.steps[from], ofRun[1 + power]);
      }
    }
  }

  private void addEach(Slice slice, int from, int to) {
    for (int at = from; at < to; at++) {
      if (slice.groups[at] != Slice.NO_GROUP) {
        int power = Powers.of(slice.numbers, slice.from + at);
        if (power != Powers.NONE) {
          counts.add(row(slice.groups[at], power), slice, at);
        }
      }
    }
  }

  private int row(int group, int power) {
    int[] ofGroup = rowsOf(group, power);
    if (ofGroup[power] == 0) {
      ofGroup[power] = freeRows.isEmpty() ? ++usedRows : freeRows.removeLast();
    }
    return ofGroup[power] - 1;
  }

  private int[] rowsOf(int group, int power) {
    if (group >= rows.length) {
      int from = rows.length;
      rows = Arrays.copyOf(rows, Math.max(group + 1, from * 2));
      Arrays.fill(rows, from, rows.length, EMPTY);
    }
    if (power >= rows[group].length) {
      rows[group] = Arrays.copyOf(rows[group], Math.max(power + 1, Long.SIZE));
    }
    return rows[group];
  }

  @Override
  public void clear(int group) {
    if (group < rows.length) {
      for (int row : rows[group]) {
        if (row > 0) {
          counts.clear(row - 1);
          freeRows.add(row);
        }
      }
      rows[group] = EMPTY;
    }
  }

  @Override
  public void merge(int group, DistributionTally other, int otherGroup, int offset) {
    int[] from = otherGroup < other.rows.length ? other.rows[otherGroup] : EMPTY;
    for (int power = 0; power < from.length; power++) {
      if (from[power] > 0) {
        counts.merge(row(group, power), other.counts, from[power] - 1, offset);
      }
    }
  }

  @Override
  public int rowsAGroup() {
    return 1;
  }

  @Override
  public int moreRows() {
    return usedRows - freeRows.size();
  }

  @Override
  public List<Series> series(int group, Labels labels) {
    int[] ofGroup = group < rows.length ? rows[group] : EMPTY;
    return quantiles.isEmpty() ? buckets(ofGroup, labels) : quantiles(ofGroup, labels);
  }

  private List<Series> buckets(int[] ofGroup, Labels labels) {
    var all = new ArrayList<Series>();
    for (int power = 0; power < ofGroup.length; power++) {
      if (ofGroup[power] > 0) {
        double[] points = new double[counts.width()];
        for (int step = 0; step < points.length; step++) {
          points[step] = counts.value(ofGroup[power] - 1, step);
        }
        Label bucket = Label.number(Names.BUCKET, Powers.bound(power) / unit);
        all.add(new Series(labels.with(bucket), points, List.of()));
      }
    }
    return all;
  }

  private List<Series> quantiles(int[] ofGroup, Labels labels) {
    List<Double> distinct = quantiles.stream().distinct().toList();
    double[][] points = new double[distinct.size()][counts.width()];
    double[] ofStep = new double[ofGroup.length];
    for (int step = 0; step < counts.width(); step++) {
      for (int power = 0; power < ofGroup.length; power++) {
        ofStep[power] = ofGroup[power] > 0 ? counts.value(ofGroup[power] - 1, step) : 0;
      }
      for (int each = 0; each < points.length; each++) {
        points[each][step] = Powers.quantile(distinct.get(each), ofStep) / unit;
      }
    }
    var all = new ArrayList<Series>();
    for (int each = 0; each < points.length; each++) {
      Label quantile = Label.number(Names.QUANTILE, distinct.get(each));
      all.add(new Series(labels.with(quantile), points[each], List.of()));
    }
    return all;
  }
}
