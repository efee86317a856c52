package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Numbers that a query came to as text.
final class NumbersTable {
  private static final String MORE = "… and more; --limit shows them";
  private static final String NONE = "–";
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int LINE_WIDTH = 40;

  private NumbersTable() {}

  static Stream<String> ofSeries(JsonNode answer) {
    if (answer.path("series").isEmpty()) {
      return Stream.of("no span has such a number");
    }
    var table = new TextTable(2).row("SERIES", "OVER TIME", "LAST", "MIN", "MAX");
    for (JsonNode series : answer.path("series")) {
      double[] points = elements(series.path("points")).mapToDouble(NumbersTable::number).toArray();
      table.row(
          QueryTable.cut(labels(series.path("labels"))),
          line(points),
          number(points[points.length - 1]),
          number(present(points).min().orElse(Double.NaN)),
          number(present(points).max().orElse(Double.NaN)));
    }
    return withMore(table, answer);
  }

  static Stream<String> ofTotals(JsonNode answer) {
    if (answer.path("totals").isEmpty()) {
      return Stream.of("no span matches");
    }
    List<String> keys = elements(answer.path("keys")).map(JsonNode::asText).toList();
    var table = new TextTable(keys.size());
    table.row(Stream.concat(keys.stream(), Stream.of("TOTAL", "SPANS")).toArray(String[]::new));
    for (JsonNode total : answer.path("totals")) {
      var cells = new ArrayList<String>();
      elements(total.path("group")).forEach(each -> cells.add(QueryTable.cut(text(each))));
      cells.add(text(total.path("value")));
      cells.add(TextTable.count(total.path("spanCount").asLong()));
      table.row(cells.toArray(String[]::new));
    }
    return withMore(table, answer);
  }

  private static Stream<String> withMore(TextTable table, JsonNode answer) {
    return answer.path("truncated").asBoolean()
        ? Stream.concat(table.lines(), Stream.of(MORE))
        : table.lines();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static DoubleStream present(double[] points) {
    return DoubleStream.of(points).filter(point -> !Double.isNaN(point));
  }

  private static String labels(JsonNode labels) {
    return elements(labels)
        .map(each -> each.path("name").asText() + "=" + text(each))
        .collect(Collectors.joining(" "));
  }

  private static String text(JsonNode value) {
    return switch (value.path("type").asText()) {
      case "duration" -> TimeText.duration(value.path("value").asDouble());
      case "double" -> number(number(value.path("value")));
      case "nil" -> NONE;
      default -> value.path("value").asText();
    };
  }

  /// No number where there is no point.
  private static double number(JsonNode point) {
    return point.isNull() ? Double.NaN : point.asDouble(Double.NaN);
  }

  private static String number(double number) {
    return Double.isNaN(number) ? NONE : String.format(Locale.ROOT, "%.4g", number);
  }

  /// The points as bars, of many the greatest of some neighbours each.
  static String line(double[] points) {
    double max = present(points).max().orElse(0);
    double min = Math.min(0, present(points).min().orElse(0));
    int width = Math.min(points.length, LINE_WIDTH);
    var line = new StringBuilder();
    for (int at = 0; at < width; at++) {
      double top = Double.NaN;
      int to = (int) ((at + 1L) * points.length / width);
      for (int step = (int) ((long) at * points.length / width); step < to; step++) {
        top = Double.isNaN(top) || points[step] > top ? points[step] : top;
      }
      line.append(bar(top, min, max));
    }
    return line.toString();
  }

  private static char bar(double point, double min, double max) {
    if (Double.isNaN(point)) {
      return ' ';
    }
    double part = max > min ? (point - min) / (max - min) : 0;
    return BARS.charAt(Math.clamp(Math.round(part * (BARS.length() - 1)), 0, BARS.length() - 1));
  }
}
