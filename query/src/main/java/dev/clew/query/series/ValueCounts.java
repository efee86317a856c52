package dev.clew.query.series;

import dev.clew.query.Label;
import dev.clew.query.Value;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How often which values of an attribute occur, step by step on both sides of a comparison. Owned
/// by one thread.
final class ValueCounts {
  /// With more values than this, an attribute tells spans apart too well to compare them.
  static final int MOST_VALUES = 1000;

  private static final int UNKNOWN = -1;
  private static final int LEFT_OUT = -2;

  /// Of all spans that have the attribute, whatever its value.
  private static final int TOTAL = 0;

  private final @Nullable Set<Value> chosen;
  private final CountRows counts;
  private final Map<Value, Integer> rows = new HashMap<>();
  private CodedColumn.@Nullable Values known;
  private int[] rowOfCode = new int[0];
  private boolean hasTooMany;

  /// @param chosen the values to tell apart, or null for all
  ValueCounts(int steps, @Nullable Set<Value> chosen) {
    counts = new CountRows(steps);
    this.chosen = chosen;
  }

  void add(CodedColumn column, int at, int side, int step, Weight weight) {
    int code = column.codes()[at];
    if (code == CodedColumn.NONE) {
      return;
    }
    counts.add(TOTAL + side, step, weight);
    int row = row(column, code);
    if (row != LEFT_OUT) {
      counts.add(row + side, step, weight);
    }
  }

  private int row(CodedColumn column, int code) {
    if (!column.isNumberedBy(known)) {
      known = column.values();
      Arrays.fill(rowOfCode, UNKNOWN);
    }
    if (code >= rowOfCode.length) {
      int from = rowOfCode.length;
      rowOfCode = Arrays.copyOf(rowOfCode, Math.max(code + 1, from * 2));
      Arrays.fill(rowOfCode, from, rowOfCode.length, UNKNOWN);
    }
    if (rowOfCode[code] == UNKNOWN) {
      rowOfCode[code] = row(column.values().value(code));
    }
    return hasTooMany ? LEFT_OUT : rowOfCode[code];
  }

  private int row(Value value) {
    if (hasTooMany || !isComparable(value) || (chosen != null && !chosen.contains(value))) {
      return LEFT_OUT;
    }
    Integer row = rows.get(value);
    if (row == null) {
      if (rows.size() == MOST_VALUES) {
        tellNone();
        return LEFT_OUT;
      }
      row = (rows.size() + 1) * Sides.NAMES.size();
      rows.put(value, row);
    }
    return row;
  }

  private static boolean isComparable(Value value) {
    return switch (value) {
      case Value.Text _, Value.Bool _, Value.Int _, Value.Real _, Value.Status _, Value.Kind _ ->
          true;
      case Value.Nil _, Value.Nanos _, Value.Items _, Value.Other _ -> false;
    };
  }

  private void tellNone() {
    hasTooMany = true;
    rows.values()
        .forEach(row -> {
          counts.clear(row + Sides.BASELINE);
          counts.clear(row + Sides.SELECTION);
        });
    rows.clear();
  }

  /// @param offset the step here of the other's first
  void merge(ValueCounts other, int offset) {
    if (other.hasTooMany && !hasTooMany) {
      tellNone();
    }
    merge(TOTAL, other, TOTAL, offset);
    other.rows.forEach((value, theirs) -> {
      int row = row(value);
      if (row != LEFT_OUT) {
        merge(row, other, theirs, offset);
      }
    });
  }

  private void merge(int row, ValueCounts other, int theirs, int offset) {
    counts.merge(row + Sides.BASELINE, other.counts, theirs + Sides.BASELINE, offset);
    counts.merge(row + Sides.SELECTION, other.counts, theirs + Sides.SELECTION, offset);
  }

  /// True when its values can not be told for their number.
  boolean hasTooMany() {
    return hasTooMany;
  }

  /// The values that are the most frequent on either side, over all steps.
  Set<Value> mostFrequent(int count) {
    var frequent = new HashSet<Value>();
    for (int side = 0; side < Sides.NAMES.size(); side++) {
      frequent.addAll(mostFrequent(count, side));
    }
    return frequent;
  }

  /// The values that are the most frequent on one side; of equally frequent ones the first.
  List<Value> mostFrequent(int count, int side) {
    return rows.keySet().stream()
        .filter(value -> sum(rows.getOrDefault(value, TOTAL) + side) > 0)
        .sorted(
            Comparator.<Value>comparingDouble(value -> sum(rows.getOrDefault(value, TOTAL) + side))
                .reversed()
                .thenComparing(Label::compare))
        .limit(count)
        .toList();
  }

  private double sum(int row) {
    double sum = 0;
    for (int step = 0; step < counts.width(); step++) {
      sum += counts.value(row, step);
    }
    return sum;
  }

  boolean hasAny(int side) {
    return sum(TOTAL + side) > 0;
  }

  double[] totals(int side) {
    return points(TOTAL + side);
  }

  double[] points(Value value, int side) {
    Integer row = rows.get(value);
    return row == null ? new double[counts.width()] : points(row + side);
  }

  private double[] points(int row) {
    double[] points = new double[counts.width()];
    for (int step = 0; step < points.length; step++) {
      points[step] = counts.value(row, step);
    }
    return points;
  }
}
