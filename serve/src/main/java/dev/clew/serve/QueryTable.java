package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.stream.Stream;

/// The answer to a query as text.
final class QueryTable {
  private static final int NAME_WIDTH = 48;

  private QueryTable() {}

  static Stream<String> of(JsonNode answer) {
    return switch (answer.path("kind").asText()) {
      case "series" -> NumbersTable.ofSeries(answer);
      case "totals" -> NumbersTable.ofTotals(answer);
      default -> ofTraces(answer);
    };
  }

  private static Stream<String> ofTraces(JsonNode answer) {
    if (answer.path("traces").isEmpty()) {
      return Stream.of("no trace matches");
    }
    var table =
        new TextTable(4)
            .row("TRACE", "START", "SERVICE", "NAME", "DURATION", "SPANS", "ERRORS", "MATCHED");
    for (JsonNode trace : answer.path("traces")) {
      table.row(
          trace.path("traceId").asText(),
          TimeText.start(trace.path("startUnixNano").asText(), ZoneId.systemDefault()),
          cut(trace.path("rootService").asText()),
          cut(trace.path("rootName").asText()),
          TimeText.duration(trace.path("durationNanos").asDouble()),
          TextTable.count(trace.path("spanCount").asLong()),
          TextTable.count(trace.path("errorCount").asLong()),
          TextTable.count(trace.path("matchedSpanCount").asLong()));
    }
    Stream<String> lines = table.lines();
    return answer.path("nextCursor").isTextual()
        ? Stream.concat(lines, Stream.of("… and more; --limit shows them"))
        : lines;
  }

  /// A name on one line, whatever is in it.
  static String cut(String name) {
    String line = name.replaceAll("\\p{Cntrl}", "·");
    return line.length() <= NAME_WIDTH ? line : line.substring(0, NAME_WIDTH - 1) + "…";
  }
}
