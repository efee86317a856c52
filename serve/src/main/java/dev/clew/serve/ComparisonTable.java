package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Two traces as one tree of lines of text.
final class ComparisonTable {
  private static final int MOST_INDENT = 24;
  private static final int MOST_VALUES = 3;

  private ComparisonTable() {}

  /// The lines for what `compare/traces` answers.
  static Stream<String> of(JsonNode answer) {
    var table =
        new TextTable(2).row("SERVICE", "NAME", "A", "B", "SELF A", "SELF B", "Δ ON THE PATH", "");
    answer.path("nodes").forEach(node -> table.row(cells(node)));
    var lines = new ArrayList<String>();
    lines.add("A  " + side(answer.path("a")));
    lines.add("B  " + side(answer.path("b")));
    lines.add("");
    table.lines().forEach(lines::add);
    List<String> differences =
        Stream.concat(
                elements(answer.path("resources"))
                    .map(each -> difference(each.path("service").asText(), each)),
                elements(answer.path("nodes"))
                    .flatMap(node ->
                        elements(node.path("attributes"))
                            .map(each -> difference(node.path("name").asText(), each))))
            .toList();
    if (!differences.isEmpty()) {
      lines.add("");
      lines.addAll(differences);
    }
    return lines.stream();
  }

  /// The lines for what `compare/queries` answers.
  static Stream<String> ofQueries(JsonNode answer) {
    var table =
        new TextTable(2)
            .row("SERVICE", "NAME", "A", "B", "P95 A", "P95 B", "Δ ON THE PATH", "Δ ERRORS");
    answer.path("nodes").forEach(node -> table.row(cellsOfMany(node)));
    Stream<String> sides =
        Stream.of("A  " + traces(answer.path("a")), "B  " + traces(answer.path("b")), "");
    Stream<String> attributes =
        elements(answer.path("attributes"))
            .map(each -> {
              JsonNode value = each.path("values").path(0);
              return "%s = %s: %s → %s of the traces"
                  .formatted(
                      QueryTable.cut(each.path("key").asText()),
                      QueryTable.cut(value.path("value").path("value").asText()),
                      percent(value.path("baselineShare").asDouble()),
                      percent(value.path("selectionShare").asDouble()));
            });
    Stream<String> gap = answer.path("attributes").isEmpty() ? Stream.empty() : Stream.of("");
    return Stream.of(sides, table.lines(), gap, attributes).flatMap(lines -> lines);
  }

  private static String traces(JsonNode side) {
    return "%d traces, %d failed, mean %s, p50 %s, p95 %s"
        .formatted(
            side.path("traceCount").asInt(),
            side.path("failedTraceCount").asInt(),
            TimeText.duration(side.path("meanNanos").asDouble()),
            TimeText.duration(side.path("p50Nanos").asDouble()),
            TimeText.duration(side.path("p95Nanos").asDouble()));
  }

  private static String[] cellsOfMany(JsonNode node) {
    int indent = Math.min(2 * node.path("depth").asInt(), MOST_INDENT);
    double errors = node.path("deltaErrorRate").asDouble();
    return new String[] {
      QueryTable.cut(node.path("service").asText()),
      " ".repeat(indent) + QueryTable.cut(node.path("name").asText()),
      count(node.path("a")),
      count(node.path("b")),
      TimeText.duration(node.path("a").path("p95Nanos").asDouble()),
      TimeText.duration(node.path("b").path("p95Nanos").asDouble()),
      signed(node.path("deltaPathNanos").asDouble()),
      errors == 0 ? "" : (errors > 0 ? "+" : "−") + percent(Math.abs(errors))
    };
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  private static String signed(double nanos) {
    return nanos == 0 ? "" : (nanos > 0 ? "+" : "−") + TimeText.duration(Math.abs(nanos));
  }

  private static String side(JsonNode side) {
    return "%s  %s %s  %s, %d spans, %d errors"
        .formatted(
            side.path("traceId").asText(),
            QueryTable.cut(side.path("rootService").asText()),
            QueryTable.cut(side.path("rootName").asText()),
            TimeText.duration(side.path("durationNanos").asDouble()),
            side.path("spanCount").asInt(),
            side.path("errorCount").asInt());
  }

  private static String[] cells(JsonNode node) {
    int indent = Math.min(2 * node.path("depth").asInt(), MOST_INDENT);
    return new String[] {
      QueryTable.cut(node.path("service").asText()),
      " ".repeat(indent) + QueryTable.cut(node.path("name").asText()),
      count(node.path("a")),
      count(node.path("b")),
      TimeText.duration(node.path("a").path("selfNanos").asDouble()),
      TimeText.duration(node.path("b").path("selfNanos").asDouble()),
      signed(node.path("deltaPathNanos").asDouble()),
      node.path("only").isTextual()
          ? "only " + node.path("only").asText().toUpperCase(Locale.ROOT)
          : ""
    };
  }

  private static String count(JsonNode tally) {
    long errors = tally.path("errors").asLong();
    return tally.path("count").asText() + (errors == 0 ? "" : " (" + errors + " failed)");
  }

  private static String difference(String where, JsonNode difference) {
    return "%s  %s: %s → %s"
        .formatted(
            QueryTable.cut(where),
            QueryTable.cut(difference.path("key").asText()),
            values(difference.path("a")),
            values(difference.path("b")));
  }

  private static String values(JsonNode values) {
    Stream<String> shown =
        elements(values).limit(MOST_VALUES).map(each -> QueryTable.cut(each.asText()));
    Stream<String> more = values.size() > MOST_VALUES ? Stream.of("…") : Stream.empty();
    return values.isEmpty() ? "–" : Stream.concat(shown, more).collect(Collectors.joining(", "));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
