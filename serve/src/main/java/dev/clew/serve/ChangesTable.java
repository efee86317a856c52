package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;

/// What moved and what failed, as lines of text.
final class ChangesTable {
  private ChangesTable() {}

  /// The answer to `changes`.
  static Stream<String> changes(JsonNode answer) {
    var table = new TextTable(3).row("WHAT", "", "CHANGE", "SCORE");
    for (JsonNode change : answer.path("changes")) {
      table.row(
          change.path("what").asText(),
          change.path("direction").asText(),
          QueryTable.cut(change.path("title").asText()),
          String.format(Locale.ROOT, "%.1f", change.path("score").asDouble()));
    }
    return answer.path("changes").isEmpty()
        ? Stream.of("nothing changed more than chance would have it")
        : table.lines();
  }

  /// The answer to `errors`.
  static Stream<String> errors(JsonNode answer) {
    var table =
        new TextTable(4).row("SERVICE", "ERROR", "MESSAGE", "EXAMPLE", "SPANS", "TRACES", "SHARE");
    for (JsonNode group : answer.path("groups")) {
      JsonNode example = group.path("examples").path(0);
      table.row(
          QueryTable.cut(group.path("service").asText()),
          QueryTable.cut(group.path("type").asText()),
          QueryTable.cut(group.path("message").asText()),
          example.path("traceId").asText(),
          TextTable.count(group.path("count").asLong()),
          TextTable.count(group.path("traceCount").asLong()),
          Math.round(group.path("share").asDouble() * 100) + " %");
    }
    return answer.path("groups").isEmpty()
        ? Stream.of("no span failed in that time")
        : table.lines();
  }
}
