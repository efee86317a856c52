package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.analyze.SpanComparison;
import dev.clew.analyze.Structure;
import dev.clew.analyze.TraceComparison;
import dev.clew.analyze.TraceComparison.Difference;
import dev.clew.analyze.TraceComparison.Side;
import dev.clew.analyze.TraceComparison.Tally;
import dev.clew.model.AttributeValue;
import dev.clew.model.SpanId;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.List;

/// Writes what many spans come to: merged or compared.
final class ComparisonWriter {
  private ComparisonWriter() {}

  static void write(JsonGenerator json, TraceComparison comparison) throws IOException {
    json.writeStartObject();
    side(json, "a", comparison.a());
    side(json, "b", comparison.b());
    json.writeArrayFieldStart("nodes");
    for (TraceComparison.Node node : comparison.nodes()) {
      json.writeStartObject();
      node(json, node);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("resources");
    for (TraceComparison.ResourceDifference each : comparison.resources()) {
      json.writeStartObject();
      json.writeStringField("service", each.service());
      difference(json, each.difference());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", comparison.isTruncated());
    json.writeEndObject();
  }

  private static void side(JsonGenerator json, String field, Side side) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("traceId", side.id().toString());
    json.writeStringField("rootService", side.rootService());
    json.writeStringField("rootName", side.rootName());
    Json.moment(json, "startUnixNano", side.startNanos());
    Json.duration(json, "durationNanos", side.durationNanos());
    json.writeNumberField("spanCount", side.spans());
    json.writeNumberField("errorCount", side.errors());
    json.writeEndObject();
  }

  private static void node(JsonGenerator json, TraceComparison.Node node) throws IOException {
    Tally a = node.a();
    Tally b = node.b();
    json.writeNumberField("parent", node.parent());
    json.writeNumberField("depth", node.depth());
    json.writeStringField("service", node.service());
    json.writeStringField("name", node.name());
    json.writeStringField("kind", SpanWriter.word(node.kind()));
    tally(json, "a", a);
    tally(json, "b", b);
    json.writeNumberField("deltaNanos", b.totalNanos() - a.totalNanos());
    json.writeNumberField("deltaSelfNanos", b.selfNanos() - a.selfNanos());
    json.writeNumberField("deltaPathNanos", b.pathNanos() - a.pathNanos());
    json.writeNumberField("deltaErrors", b.errors() - a.errors());
    String inOneAlone = a.count() == 0 ? "b" : "a";
    json.writeStringField("only", a.count() > 0 && b.count() > 0 ? null : inOneAlone);
    json.writeArrayFieldStart("attributes");
    for (Difference each : node.attributes()) {
      json.writeStartObject();
      json.writeStringField("scope", "span");
      difference(json, each);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void tally(JsonGenerator json, String field, Tally tally) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("count", tally.count());
    json.writeNumberField("errors", tally.errors());
    Json.duration(json, "totalNanos", tally.totalNanos());
    Json.duration(json, "selfNanos", tally.selfNanos());
    Json.duration(json, "pathNanos", tally.pathNanos());
    json.writeFieldName("spanIds");
    Json.texts(json, tally.spans().stream().map(SpanId::toString).toList());
    json.writeEndObject();
  }

  private static void difference(JsonGenerator json, Difference difference) throws IOException {
    json.writeStringField("key", difference.key());
    json.writeFieldName("a");
    Json.texts(json, texts(difference.a()));
    json.writeFieldName("b");
    Json.texts(json, texts(difference.b()));
  }

  private static List<String> texts(List<AttributeValue> values) {
    return values.stream()
        .map(value -> value instanceof AttributeValue.Text(var text) ? text : Json.text(value))
        .toList();
  }

  static void write(JsonGenerator json, Structure structure) throws IOException {
    json.writeStartObject();
    json.writeNumberField("traceCount", structure.traces());
    json.writeArrayFieldStart("nodes");
    for (Structure.Node node : structure.nodes()) {
      json.writeStartObject();
      json.writeNumberField("parent", node.parent());
      json.writeNumberField("depth", node.depth());
      json.writeStringField("service", node.service());
      json.writeStringField("name", node.name());
      json.writeStringField("kind", SpanWriter.word(node.kind()));
      json.writeNumberField("traceCount", node.traces());
      json.writeNumberField("count", node.count());
      json.writeNumberField("errors", node.errors());
      Json.duration(json, "totalNanos", node.totalNanos());
      Json.duration(json, "selfNanos", node.selfNanos());
      Json.duration(json, "pathNanos", node.pathNanos());
      Json.duration(json, "p50Nanos", node.p50Nanos());
      Json.duration(json, "p95Nanos", node.p95Nanos());
      Json.duration(json, "maxNanos", node.maxNanos());
      json.writeStringField("exampleTraceId", node.exampleTrace().toString());
      json.writeStringField("exampleSpanId", node.exampleSpan().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", structure.isTruncated());
    SearchWriter.write(json, structure.coverage());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, SpanComparison comparison) throws IOException {
    json.writeStartObject();
    json.writeNumberField("selectionCount", comparison.selected());
    json.writeNumberField("baselineCount", comparison.others());
    attributes(json, comparison.attributes());
    json.writeBooleanField("truncated", comparison.isTruncated());
    SearchWriter.write(json, comparison.coverage());
    json.writeEndObject();
  }

  static void attributes(JsonGenerator json, List<SpanComparison.AttributeLift> attributes)
      throws IOException {
    json.writeArrayFieldStart("attributes");
    for (SpanComparison.AttributeLift attribute : attributes) {
      json.writeStartObject();
      json.writeStringField("key", attribute.key());
      json.writeNumberField("score", attribute.score());
      json.writeArrayFieldStart("values");
      for (SpanComparison.ValueLift value : attribute.values()) {
        value(json, value);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, SpanComparison.ValueLift value) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("value");
    ValueWriter.members(json, value.value());
    json.writeEndObject();
    json.writeNumberField("selectionCount", value.selected());
    json.writeNumberField("baselineCount", value.others());
    json.writeNumberField("selectionShare", value.selectedShare());
    json.writeNumberField("baselineShare", value.otherShare());
    json.writeNumberField("score", value.score());
    json.writeFieldName("lift");
    if (value.lift().isPresent()) {
      json.writeNumber(value.lift().getAsDouble());
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }
}
