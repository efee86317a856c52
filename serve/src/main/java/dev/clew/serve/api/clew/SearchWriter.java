package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.Coverage;
import dev.clew.query.SearchResult;
import dev.clew.query.TraceSummary;
import dev.clew.serve.api.Json;
import java.io.IOException;

/// Writes what a search found.
final class SearchWriter {
  private SearchWriter() {}

  static void write(JsonGenerator json, SearchResult result) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("traces");
    for (TraceSummary trace : result.traces()) {
      write(json, trace);
    }
    json.writeEndArray();
    json.writeStringField(
        "nextCursor", result.next().map(cursor -> cursor.toString()).orElse(null));
    write(json, result.coverage());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, TraceSummary trace) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", trace.traceId().toString());
    json.writeStringField("rootService", trace.rootService());
    json.writeStringField("rootName", trace.rootName());
    json.writeFieldName("startUnixNano");
    Json.moment(json, trace.startNanos());
    json.writeFieldName("durationNanos");
    Json.duration(json, trace.durationNanos());
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
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Coverage coverage) throws IOException {
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
