package dev.clew.analyze.lift;

import dev.clew.analyze.BadQuestionException;
import dev.clew.analyze.SpanComparison;
import dev.clew.analyze.SpanComparison.AttributeLift;
import dev.clew.analyze.SpanComparison.ValueLift;
import dev.clew.query.Label;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.Value;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ranks attributes by how well they tell a selection from the rest, out of the counts of the
/// engine's `compare()`.
///
/// **The rule.** A value's share of a side is the part of the side's spans that have it. Its score
/// is the difference of its shares less three standard errors of that difference, 0 at least: what
/// a thousand values that mean nothing would reach by chance is not told. An attribute scores as
/// its best value does. What has too many values to be counted, ids mostly, is left out.
public final class Lifts {
  /// How many values of an attribute each side tells of.
  private static final int VALUES = 20;

  private static final int MOST_SHOWN = 10;
  private static final double ERRORS_OFF = 3;
  private static final String TYPE = "__meta_type";
  private static final String ERROR = "__meta_error";

  private final Map<String, Map<Value, double[]>> counts = new HashMap<>();
  private final Set<String> tooMany = new HashSet<>();
  private final double[] totals = new double[2];

  private Lifts() {}

  /// The query that counts.
  ///
  /// @param baseline a query for spans; empty for all
  /// @param selection a filter, in braces
  /// @throws BadQuestionException when they are no query together
  public static Query query(String baseline, String selection) {
    String from = baseline.isBlank() ? "{ }" : baseline;
    String text = from + " | compare(" + selection + ", " + VALUES + ")";
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) when query.root() instanceof Query.Root.Metrics -> query;
      case Parsed.Valid _ ->
          throw new BadQuestionException("selection needs a filter, such as { status = error }");
      case Parsed.Invalid(var error) ->
          throw new BadQuestionException(
              "baseline and selection need to be filters, such as { status = error }; in "
                  + text
                  + " "
                  + error);
    };
  }

  /// Ranks what was counted of one step.
  public static SpanComparison of(SeriesAnswer answer, int mostAttributes) {
    var lifts = new Lifts();
    answer.series().forEach(lifts::take);
    List<AttributeLift> attributes =
        lifts.counts.entrySet().stream()
            .filter(each -> !lifts.tooMany.contains(each.getKey()))
            .map(each -> lifts.attribute(each.getKey(), each.getValue()))
            .filter(each -> each.score() > 0)
            .sorted(
                Comparator.comparingDouble(AttributeLift::score)
                    .reversed()
                    .thenComparing(AttributeLift::key))
            .limit(mostAttributes)
            .toList();
    return new SpanComparison(
        lifts.totals[1], lifts.totals[0], attributes, answer.isTruncated(), answer.coverage());
  }

  private void take(Series series) {
    String type = "";
    boolean hasError = false;
    @Nullable Label attribute = null;
    for (Label label : series.labels().all()) {
      switch (label.key()) {
        case TYPE -> type = label.value() instanceof Value.Text(var text) ? text : "";
        case ERROR -> hasError = true;
        default -> attribute = label;
      }
    }
    double point = series.point(series.size() - 1);
    if (attribute == null || Double.isNaN(point)) {
      return;
    }
    int side = type.startsWith("selection") ? 1 : 0;
    if (hasError) {
      tooMany.add(attribute.key());
    } else if (type.endsWith("_total")) {
      totals[side] = Math.max(totals[side], point);
    } else {
      counts.computeIfAbsent(attribute.key(), _ -> new HashMap<>())
              .computeIfAbsent(attribute.value(), _ -> new double[2])[side] +=
          point;
    }
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
    double selected = share(sides[1], totals[1]);
    double others = share(sides[0], totals[0]);
    double all = totals[0] + totals[1];
    double pooled = share(sides[0] + sides[1], all);
    double variance =
        totals[0] == 0 || totals[1] == 0
            ? 0
            : pooled * (1 - pooled) * (1 / totals[0] + 1 / totals[1]);
    double score = Math.abs(selected - others) - ERRORS_OFF * Math.sqrt(Math.max(0, variance));
    boolean isFair = totals[0] > 0 && totals[1] > 0;
    return new ValueLift(
        value, sides[1], sides[0], selected, others, isFair ? Math.max(0, score) : 0);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
