package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What failed, as lines of text.
final class ErrorsTable {
  private ErrorsTable() {}

  /// The answer to `errors`, a line a group.
  static Stream<String> groups(JsonNode answer) {
    var table =
        new TextTable(6)
            .row(
                "SERVICE", "ERROR", "MESSAGE", "SINCE", "GROUP", "EXAMPLE", "SPANS", "TRACES",
                "SHARE");
    for (JsonNode group : answer.path("groups")) {
      table.row(
          QueryTable.cut(group.path("service").asText()),
          QueryTable.cut(group.path("type").asText()),
          QueryTable.cut(group.path("message").asText()),
          since(group),
          group.path("id").asText(),
          group.path("examples").path(0).path("traceId").asText(),
          TextTable.count(group.path("count").asLong()),
          TextTable.count(group.path("traceCount").asLong()),
          Math.round(group.path("share").asDouble() * 100) + " %");
    }
    return answer.path("groups").isEmpty()
        ? Stream.of("no span failed in that time")
        : table.lines();
  }

  /// The same of one group, with its versions and its newest failures.
  static Stream<String> group(JsonNode answer, ZoneId zone) {
    JsonNode group = answer.path("groups").path(0);
    if (group.isMissingNode()) {
      return Stream.of("no span failed so in that time");
    }
    var versions = new TextTable(3).row("VERSION", "FIRST SEEN", "LAST SEEN", "SPANS");
    for (JsonNode version : group.path("versions")) {
      String name = version.path("version").asText();
      versions.row(
          name.isEmpty() ? "none told" : QueryTable.cut(name),
          TimeText.start(version.path("firstSeenUnixNano").asText(), zone),
          TimeText.start(version.path("lastSeenUnixNano").asText(), zone),
          TextTable.count(version.path("count").asLong()));
    }
    var examples = new TextTable(4).row("STARTED", "TRACE", "SPAN", "MESSAGE");
    for (JsonNode example : group.path("examples")) {
      examples.row(
          TimeText.start(example.path("startUnixNano").asText(), zone),
          example.path("traceId").asText(),
          example.path("spanId").asText(),
          QueryTable.cut(example.path("message").asText()));
    }
    return Stream.of(groups(answer), versions.lines(), examples.lines())
        .reduce((above, below) -> Stream.concat(Stream.concat(above, Stream.of("")), below))
        .orElseThrow();
  }

  private static String since(JsonNode group) {
    if (group.path("new").asBoolean()) {
      return "new";
    }
    return group.path("regressed").asBoolean()
        ? "back after %d h"
            .formatted(TimeUnit.NANOSECONDS.toHours(group.path("quietNanos").asLong()))
        : "";
  }
}
