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
    double delta = node.path("deltaPathNanos").asDouble();
    return new String[] {
      QueryTable.cut(node.path("service").asText()),
      " ".repeat(indent) + QueryTable.cut(node.path("name").asText()),
      count(node.path("a")),
      count(node.path("b")),
      TimeText.duration(node.path("a").path("selfNanos").asDouble()),
      TimeText.duration(node.path("b").path("selfNanos").asDouble()),
      delta == 0 ? "" : (delta > 0 ? "+" : "−") + TimeText.duration(Math.abs(delta)),
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
