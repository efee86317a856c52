package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws a trace as lines of text: a span a line, its children below and further in, each with a
/// bar where it lies in the time of the trace. Where the critical path is known, the parts of the
/// bars that are on it are drawn as `#`.
final class Waterfall {
  private static final int LEAST_WIDTH = 60;
  private static final int TIME_WIDTH = 10;
  private static final int MAX_SERVICE_WIDTH = 20;
  private static final int MAX_INDENT = 24;
  private static final int ERROR = 2;

  private final JsonNode trace;
  private final JsonNode columns;
  private final int serviceWidth;
  private final int nameWidth;
  private final int barWidth;

  /// By span id.
  private final Map<String, List<JsonNode>> pathOf;

  private Waterfall(JsonNode trace, JsonNode criticalPath, int width) {
    this.trace = trace;
    pathOf =
        criticalPath
            .valueStream()
            .collect(Collectors.groupingBy(section -> section.path("spanId").asText()));
    columns = trace.path("columns");
    serviceWidth =
        trace.path("services").valueStream().mapToInt(name -> clean(name).length()).max().orElse(0);
    int rest =
        Math.max(LEAST_WIDTH, width) - Math.min(serviceWidth, MAX_SERVICE_WIDTH) - TIME_WIDTH;
    nameWidth = rest / 2 - 2;
    barWidth = rest - nameWidth - 5;
  }

  /// The lines for a trace as `traces/{id}/columns` gives it in JSON.
  static Stream<String> of(JsonNode trace, int width) {
    return of(trace, MissingNode.getInstance(), width);
  }

  /// @param criticalPath its sections, as `traces/{id}/findings` gives them
  static Stream<String> of(JsonNode trace, JsonNode criticalPath, int width) {
    var waterfall = new Waterfall(trace, criticalPath, width);
    int spans = trace.path("spanCount").asInt();
    return Stream.concat(
        Stream.of(waterfall.title(), ""), IntStream.range(0, spans).mapToObj(waterfall::line));
  }

  private String title() {
    long start = Long.parseUnsignedLong(trace.path("startUnixNano").asText("0"));
    return "trace %s: %d spans of %d services, %d errors, %s, from %s"
        .formatted(
            trace.path("traceId").asText(),
            trace.path("spanCount").asInt(),
            trace.path("services").size(),
            trace.path("errorCount").asInt(),
            TimeText.duration(trace.path("durationNanos").asDouble()),
            Instant.ofEpochSecond(
                Long.divideUnsigned(start, 1_000_000_000),
                Long.remainderUnsigned(start, 1_000_000_000)));
  }

  private String line(int row) {
    String service = clean(trace.path("services").path(number("service", row)));
    String name = clean(trace.path("names").path(number("name", row)));
    String indent = " ".repeat(Math.min(2 * number("depth", row), MAX_INDENT));
    return "%s  %s %s %s |%s|"
        .formatted(
            fit(service, Math.min(serviceWidth, MAX_SERVICE_WIDTH)),
            fit(indent + name, nameWidth),
            number("status", row) == ERROR ? "!" : " ",
            ("%" + TIME_WIDTH + "s").formatted(TimeText.duration(real("duration", row))),
            bar(row));
  }

  private int number(String column, int row) {
    return columns.path(column).path(row).asInt();
  }

  private double real(String column, int row) {
    return columns.path(column).path(row).asDouble();
  }

  private String bar(int row) {
    char[] cells = " ".repeat(barWidth).toCharArray();
    double start = real("start", row);
    draw(cells, start, start + real("duration", row), '=');
    String id = columns.path("spanId").path(row).asText();
    for (JsonNode section : pathOf.getOrDefault(id, List.of())) {
      draw(cells, sinceStart(section, "startUnixNano"), sinceStart(section, "endUnixNano"), '#');
    }
    return new String(cells);
  }

  /// At least one cell, so that everything is seen.
  private void draw(char[] cells, double start, double end, char with) {
    double whole = Math.max(1, trace.path("durationNanos").asDouble());
    int from = Math.clamp((long) (start / whole * barWidth), 0, barWidth - 1);
    int to = Math.clamp((long) Math.ceil(end / whole * barWidth), from + 1, barWidth);
    Arrays.fill(cells, from, to, with);
  }

  private double sinceStart(JsonNode section, String field) {
    return Long.parseUnsignedLong(section.path(field).asText("0"))
        - Long.parseUnsignedLong(trace.path("startUnixNano").asText("0"));
  }

  private static String fit(String text, int width) {
    return text.length() <= width
        ? text + " ".repeat(width - text.length())
        : text.substring(0, width - 1) + "~";
  }

  /// What a client sent must not move the cursor or colour the terminal.
  static String clean(JsonNode text) {
    return text.asText().replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
