package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.Coverage;
import dev.clew.query.Cursor;
import dev.clew.query.FoundTrace;
import dev.clew.query.SearchAnswer;
import dev.clew.query.TraceSummary;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.Optional;

/// Writes what a search found.
final class SearchWriter {
  private SearchWriter() {}

  static void write(JsonGenerator json, SearchAnswer answer) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("traces");
    for (FoundTrace found : answer.traces()) {
      json.writeStartObject();
      members(json, found.trace());
      json.writeEndObject();
    }
    json.writeEndArray();
    end(json, answer.next(), answer.coverage());
    json.writeEndObject();
  }

  /// Where the next page starts, and what was searched.
  static void end(JsonGenerator json, Optional<Cursor> next, Coverage coverage) throws IOException {
    json.writeStringField("nextCursor", next.map(Cursor::toString).orElse(null));
    write(json, coverage);
  }

  /// What a trace comes to.
  static void members(JsonGenerator json, TraceSummary trace) throws IOException {
    json.writeStringField("traceId", trace.traceId().toString());
    json.writeStringField("rootService", trace.rootService());
    json.writeStringField("rootName", trace.rootName());
    Json.moment(json, "startUnixNano", trace.startNanos());
    Json.duration(json, "durationNanos", trace.durationNanos());
    json.writeNumberField("spanCount", trace.spanCount());
    json.writeNumberField("errorCount", trace.errorCount());
    json.writeNumberField("orphanCount", trace.orphanCount());
    json.writeNumberField("matchedSpanCount", trace.matchedSpanCount());
    json.writeArrayFieldStart("services");
    for (TraceSummary.ServiceCount service : trace.services()) {
      json.writeStartObject();
      json.writeStringField("name", service.name());
      json.writeNumberField("spanCount", service.spanCount());
      json.writeNumberField("errorCount", service.errorCount());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, Coverage coverage) throws IOException {
    json.writeObjectFieldStart("coverage");
    json.writeBooleanField("complete", coverage.complete());
    json.writeNumberField("scannedBlocks", coverage.scannedBlocks());
    json.writeNumberField("totalBlocks", coverage.totalBlocks());
    json.writeNumberField("scannedSpans", coverage.scannedSpans());
    json.writeFieldName("reasons");
    Json.texts(json, coverage.reasons());
    json.writeEndObject();
  }
}
