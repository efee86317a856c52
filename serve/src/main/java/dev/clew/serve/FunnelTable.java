package dev.clew.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A funnel as lines of text.
final class FunnelTable {
  private static final int MOST_LOST = 5;

  private FunnelTable() {}

  /// The lines for what `funnels/eval` answers.
  static Stream<String> of(JsonNode answer, List<String> queries) {
    var table = new TextTable(2).row("STEP", "QUERY", "TRACES", "OF THE STEP BEFORE", "P50", "P95");
    var lost = new ArrayList<String>();
    int number = 0;
    for (JsonNode step : answer.path("steps")) {
      String query = QueryTable.cut(queries.get(number++));
      table.row(cells(step, number, query));
      if (!step.path("lost").isEmpty()) {
        lost.add("");
        lost.add(
            "lost after step %d: %s"
                .formatted(number, TextTable.count(step.path("lostCount").asLong())));
        StreamSupport.stream(step.path("lost").spliterator(), false)
            .limit(MOST_LOST)
            .forEach(trace -> lost.add(line(trace)));
      }
    }
    Stream<String> through = whole(answer.path("whole"));
    return Stream.of(table.lines(), through, lost.stream()).flatMap(lines -> lines);
  }

  private static Stream<String> whole(JsonNode times) {
    return times.isObject()
        ? Stream.of(
            "",
            "from the first step to the last: p50 %s, p95 %s"
                .formatted(time(times, "p50Nanos"), time(times, "p95Nanos")))
        : Stream.empty();
  }

  private static String[] cells(JsonNode step, int number, String query) {
    JsonNode share = step.path("shareOfPrevious");
    JsonNode times = step.path("sincePrevious");
    return new String[] {
      Integer.toString(number),
      query,
      TextTable.count(step.path("traceCount").asLong()),
      number == 1 || !share.isNumber() ? "" : Math.round(share.asDouble() * 1000) / 10.0 + " %",
      time(times, "p50Nanos"),
      time(times, "p95Nanos")
    };
  }

  private static String time(JsonNode times, String part) {
    return times.isObject() ? TimeText.duration(times.path(part).asDouble()) : "";
  }

  private static String line(JsonNode trace) {
    return "  %s  %s  %s %s  %s"
        .formatted(
            trace.path("traceId").asText(),
            TimeText.start(trace.path("startUnixNano").asText(), ZoneId.systemDefault()),
            QueryTable.cut(trace.path("rootService").asText()),
            QueryTable.cut(trace.path("rootName").asText()),
            TimeText.duration(trace.path("durationNanos").asDouble()));
  }
}
