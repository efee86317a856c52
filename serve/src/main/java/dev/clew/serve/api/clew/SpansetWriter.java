package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.FoundTrace;
import dev.clew.query.SearchAnswer;
import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.Json;
import java.io.IOException;

/// Writes the spansets that a query left, trace by trace.
final class SpansetWriter {
  private SpansetWriter() {}

  static void write(JsonGenerator json, SearchAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "traces");
    json.writeArrayFieldStart("traces");
    for (FoundTrace found : answer.traces()) {
      json.writeStartObject();
      SearchWriter.members(json, found.trace());
      json.writeArrayFieldStart("spansets");
      for (FoundTrace.Spanset spanset : found.spansets()) {
        write(json, spanset);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    SearchWriter.end(json, answer.next(), answer.coverage());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FoundTrace.Spanset spanset) throws IOException {
    json.writeStartObject();
    json.writeNumberField("matchedSpanCount", spanset.matchedCount());
    json.writeArrayFieldStart("labels");
    for (FoundTrace.Label label : spanset.labels()) {
      json.writeStartObject();
      json.writeStringField("name", label.name());
      ValueWriter.members(json, label.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("spans");
    for (FoundTrace.Span span : spanset.spans()) {
      write(json, span);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FoundTrace.Span span) throws IOException {
    json.writeStartObject();
    json.writeStringField("spanId", span.id().toString());
    json.writeStringField("name", span.name());
    Json.moment(json, "startUnixNano", span.startNanos());
    Json.duration(json, "durationNanos", span.durationNanos());
    json.writeArrayFieldStart("fields");
    for (FoundTrace.Field field : span.fields()) {
      json.writeStartObject();
      json.writeStringField("name", TraceQl.print(field.reference()));
      json.writeFieldName("values");
      ValueWriter.write(json, field.values());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
