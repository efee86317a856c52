package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;

/// What moved, as lines of text.
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
}
