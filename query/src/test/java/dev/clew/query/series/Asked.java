package dev.clew.query.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.query.Label;
import dev.clew.query.Labels;
import dev.clew.query.QueryException;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Asks metrics queries of spans in a list, and writes the answers down shortly.
final class Asked {
  /// Of ten nanoseconds each, from 10 to 50.
  static final Steps STEPS = new Steps(10, 10, 5);

  private Asked() {}

  static SeriesAnswer ask(String text, SpanRow... rows) throws QueryException {
    return ask(text, SeriesLimits.defaults(), 0, rows);
  }

  static SeriesAnswer ask(String text, SeriesLimits limits, int exemplars, SpanRow... rows)
      throws QueryException {
    return query(new FakeSpans(List.of(rows), new Random(5), 2), STEPS, limits, exemplars)
        .run(tree(text));
  }

  static SeriesQuery query(SpanSource spans, Steps steps, SeriesLimits limits, int exemplars) {
    return new SeriesQuery(spans, steps, limits, exemplars, () -> {});
  }

  static dev.clew.query.traceql.SeriesExpr tree(String text) {
    return ((Query.Root.Metrics) parsed(text).root()).series();
  }

  static Query parsed(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) -> query;
      case Parsed.Invalid(var error) -> throw new IllegalArgumentException("no query: " + error);
    };
  }

  /// By labels: the points, as far as there are any, by step.
  static Map<String, List<String>> points(SeriesAnswer result) {
    var all = new TreeMap<String, List<String>>();
    for (Series each : result.series()) {
      var points = new ArrayList<String>();
      for (int step = 0; step < each.size(); step++) {
        points.add(Double.isNaN(each.point(step)) ? "-" : number(each.point(step)));
      }
      if (all.put(text(each.labels()), points) != null) {
        throw new IllegalStateException("two series of " + each.labels());
      }
    }
    return all;
  }

  /// Asserts that an answer has just these points, by labels and step; NaN stands for none.
  static void assertSame(SeriesAnswer answer, Map<Labels, List<Double>> expected) {
    assertThat(answer.series().stream().map(Series::labels).toList())
        .isEqualTo(expected.keySet().stream().sorted().toList());
    for (Series each : answer.series()) {
      List<Double> points = expected.getOrDefault(each.labels(), List.of());
      for (int step = 0; step < each.size(); step++) {
        double point = points.get(step);
        if (Double.isNaN(point)) {
          assertThat(each.point(step)).isNaN();
        } else {
          assertThat(each.point(step)).isCloseTo(point, within(Math.abs(point) * 1e-13));
        }
      }
    }
  }

  static String text(Labels labels) {
    var text = new ArrayList<String>();
    for (Label each : labels.all()) {
      text.add(
          each.key()
              + "="
              + switch (each.value()) {
                case Value.Text(var value) -> value;
                case Value.Int(var value) -> "i" + value;
                case Value.Real(var value) -> number(value);
                default -> each.value().toString();
              });
    }
    return String.join(",", text);
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
