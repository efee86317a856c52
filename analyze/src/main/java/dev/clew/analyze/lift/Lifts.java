package dev.clew.analyze.lift;

import dev.clew.analyze.BadQuestionException;
import dev.clew.analyze.SpanComparison;
import dev.clew.analyze.SpanComparison.AttributeLift;
import dev.clew.query.Label;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.Value;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ranks attributes by how well they tell a selection from the rest, out of the counts of the
/// engine's `compare()`.
///
/// What has too many values to be counted, ids mostly, is left out; the rest is ranked as [Ranking]
/// says.
public final class Lifts {
  /// How many values of an attribute each side tells of.
  private static final int VALUES = 20;

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
    lifts.counts.keySet().removeAll(lifts.tooMany);
    List<AttributeLift> attributes =
        new Ranking(lifts.totals[0], lifts.totals[1]).of(lifts.counts, mostAttributes);
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
}
