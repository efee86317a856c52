package dev.clew.analyze.lift;

import dev.clew.analyze.SpanComparison.AttributeLift;
import dev.clew.analyze.SpanComparison.ValueLift;
import dev.clew.query.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Ranks attributes by how well they tell a selection from others.
///
/// **The rule.** A value's share of a side is the part of the side that has it. Its score is the
/// difference of its shares less three standard errors of that difference, 0 at least: what a
/// thousand values that mean nothing would reach by chance is not told. An attribute scores as its
/// best value does; those that score 0 are left out.
///
/// @param others how many there are on the other side
/// @param selected how many there are in the selection
record Ranking(double others, double selected) {
  private static final int MOST_SHOWN = 10;
  private static final double ERRORS_OFF = 3;

  /// The attributes that tell the sides apart, the best first.
  ///
  /// @param counts by attribute and value how many of the others have it, and of the selection
  List<AttributeLift> of(Map<String, Map<Value, double[]>> counts, int most) {
    return counts.entrySet().stream()
        .map(each -> attribute(each.getKey(), each.getValue()))
        .filter(each -> each.score() > 0)
        .sorted(
            Comparator.comparingDouble(AttributeLift::score)
                .reversed()
                .thenComparing(AttributeLift::key))
        .limit(most)
        .toList();
  }

  private AttributeLift attribute(String key, Map<Value, double[]> values) {
    List<ValueLift> lifts =
        values.entrySet().stream()
            .map(each -> value(each.getKey(), each.getValue()))
            .sorted(
                Comparator.comparingDouble(ValueLift::score)
                    .thenComparingDouble(each -> each.selected() + each.others())
                    .reversed())
            .limit(MOST_SHOWN)
            .toList();
    return new AttributeLift(key, lifts.getFirst().score(), lifts);
  }

  private ValueLift value(Value value, double[] sides) {
    double selectedShare = share(sides[1], selected);
    double otherShare = share(sides[0], others);
    double pooled = share(sides[0] + sides[1], others + selected);
    boolean isFair = others > 0 && selected > 0;
    double variance = isFair ? pooled * (1 - pooled) * (1 / others + 1 / selected) : 0;
    double score =
        Math.abs(selectedShare - otherShare) - ERRORS_OFF * Math.sqrt(Math.max(0, variance));
    return new ValueLift(
        value, sides[1], sides[0], selectedShare, otherShare, isFair ? Math.max(0, score) : 0);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
