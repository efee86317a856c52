package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.analyze.QueryComparison;
import dev.clew.analyze.QueryComparison.Side;
import dev.clew.analyze.QueryComparison.Tally;
import dev.clew.serve.api.Json;
import java.io.IOException;

/// Writes what differs between the traces of two queries.
final class QueriesWriter {
  private QueriesWriter() {}

  static void write(JsonGenerator json, QueryComparison comparison) throws IOException {
    json.writeStartObject();
    side(json, "a", comparison.a());
    side(json, "b", comparison.b());
    json.writeArrayFieldStart("nodes");
    for (QueryComparison.Node node : comparison.nodes()) {
      json.writeStartObject();
      json.writeNumberField("parent", node.parent());
      json.writeNumberField("depth", node.depth());
      json.writeStringField("service", node.service());
      json.writeStringField("name", node.name());
      json.writeStringField("kind", SpanWriter.word(node.kind()));
      tally(json, "a", node.a());
      tally(json, "b", node.b());
      json.writeNumberField("deltaPathNanos", node.deltaPathNanos());
      json.writeNumberField("deltaErrorRate", node.b().errorRate() - node.a().errorRate());
      json.writeEndObject();
    }
    json.writeEndArray();
    ComparisonWriter.attributes(json, comparison.attributes());
    json.writeBooleanField("truncated", comparison.isTruncated());
    SearchWriter.write(json, comparison.coverage());
    json.writeEndObject();
  }

  private static void side(JsonGenerator json, String field, Side side) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("traceCount", side.traces());
    json.writeNumberField("spanCount", side.spans());
    json.writeNumberField("failedTraceCount", side.failed());
    json.writeNumberField("meanNanos", side.meanNanos());
    Json.duration(json, "p50Nanos", side.p50Nanos());
    Json.duration(json, "p95Nanos", side.p95Nanos());
    json.writeEndObject();
  }

  private static void tally(JsonGenerator json, String field, Tally tally) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("traceCount", tally.traces());
    json.writeNumberField("count", tally.count());
    json.writeNumberField("errors", tally.errors());
    Json.duration(json, "totalNanos", tally.totalNanos());
    Json.duration(json, "selfNanos", tally.selfNanos());
    Json.duration(json, "pathNanos", tally.pathNanos());
    Json.duration(json, "p50Nanos", tally.p50Nanos());
    Json.duration(json, "p95Nanos", tally.p95Nanos());
    if (tally.example().isPresent()) {
      json.writeStringField("exampleTraceId", tally.example().get().trace().toString());
      json.writeStringField("exampleSpanId", tally.example().get().span().toString());
    }
    json.writeEndObject();
  }
}
