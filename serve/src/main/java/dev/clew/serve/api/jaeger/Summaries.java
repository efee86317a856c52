package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.TraceSummary;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.List;

/// Trace summaries as protobuf's JSON mapping writes them: counts of 0 and empty texts are left
/// out, 64-bit numbers are texts.
final class Summaries {
  private Summaries() {}

  static void write(JsonGenerator json, List<TraceSummary> summaries) throws IOException {
    json.writeStartArray();
    for (TraceSummary summary : summaries) {
      write(json, summary);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, TraceSummary summary) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", summary.traceId().toString());
    text(json, "rootServiceName", summary.rootService());
    text(json, "rootOperationName", summary.rootName());
    Json.moment(json, "minStartTimeUnixNano", summary.startNanos());
    Json.moment(json, "maxEndTimeUnixNano", summary.startNanos() + summary.durationNanos());
    count(json, "spanCount", summary.spanCount());
    count(json, "errorSpanCount", summary.errorCount());
    count(json, "orphanSpanCount", summary.orphanCount());
    json.writeArrayFieldStart("services");
    for (TraceSummary.ServiceCount service : summary.services()) {
      json.writeStartObject();
      text(json, "name", service.name());
      count(json, "spanCount", service.spanCount());
      count(json, "errorSpanCount", service.errorCount());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(name, text);
    }
  }

  private static void count(JsonGenerator json, String name, int count) throws IOException {
    if (count != 0) {
      json.writeNumberField(name, count);
    }
  }
}
