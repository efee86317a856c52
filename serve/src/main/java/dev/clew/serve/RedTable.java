package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Rates, errors and latencies as lines of text.
final class RedTable {
  private static final String NONE = "–";

  private RedTable() {}

  /// The answer to `services/overview`.
  static Stream<String> services(JsonNode answer) {
    var table =
        new TextTable(2).row("SERVICE", "TRAFFIC", "RATE", "Δ", "ERRORS", "P50", "P95", "Δ", "P99");
    for (JsonNode row : answer.path("services")) {
      numbers(table, row, QueryTable.cut(row.path("service").asText()), sparkline(row));
    }
    return answer.path("services").isEmpty()
        ? Stream.of("no service sent a span in that time")
        : table.lines();
  }

  /// The answer to `services/{service}/overview`.
  static Stream<String> operations(JsonNode answer) {
    var table =
        new TextTable(3)
            .row("OPERATION", "KIND", "TRAFFIC", "RATE", "Δ", "ERRORS", "P50", "P95", "Δ", "P99");
    for (JsonNode row : answer.path("operations")) {
      numbers(
          table,
          row,
          QueryTable.cut(row.path("name").asText()),
          row.path("kind").asText(),
          sparkline(row));
    }
    return table.lines();
  }

  /// The answer to `map`.
  static Stream<String> map(JsonNode answer) {
    var table =
        new TextTable(3).row("FROM", "TO", "BY", "RATE", "Δ", "ERRORS", "P50", "P95", "Δ", "P99");
    for (JsonNode row : answer.path("edges")) {
      numbers(
          table,
          row,
          QueryTable.cut(row.path("client").asText()),
          QueryTable.cut(row.path("server").asText()),
          row.path("connectionType").asText());
    }
    return answer.path("edges").isEmpty()
        ? Stream.of("no service called another in that time")
        : table.lines();
  }

  private static void numbers(TextTable table, JsonNode row, String... head) {
    JsonNode red = row.path("red");
    JsonNode before = row.path("before");
    Stream<String> numbers =
        Stream.of(
            rate(red.path("rate").asDouble()),
            change(red.path("rate").asDouble(), before.path("rate").asDouble()),
            percent(red),
            latency(red, "p50Nanos"),
            latency(red, "p95Nanos"),
            change(red.path("p95Nanos").asDouble(), before.path("p95Nanos").asDouble()),
            latency(red, "p99Nanos"));
    table.row(Stream.concat(Stream.of(head), numbers).toArray(String[]::new));
  }

  private static String sparkline(JsonNode row) {
    return NumbersTable.line(
        StreamSupport.stream(row.path("sparkline").spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray());
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, "%.2f/s", rate);
  }

  private static String percent(JsonNode red) {
    return red.path("errors").asLong() == 0
        ? NONE
        : String.format(Locale.ROOT, "%.2f %%", red.path("errorRate").asDouble() * 100);
  }

  private static String latency(JsonNode red, String field) {
    return red.path("count").asLong() == 0 ? NONE : TimeText.duration(red.path(field).asDouble());
  }

  private static String change(double now, double before) {
    return before == 0 || now == 0
        ? NONE
        : String.format(Locale.ROOT, "%+.0f %%", (now / before - 1) * 100);
  }
}
