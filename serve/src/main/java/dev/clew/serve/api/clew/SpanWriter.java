package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanLink;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.LastAttributes;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Writes one span with all that it carries.
final class SpanWriter {
  private static final HexFormat HEX = HexFormat.of();

  private SpanWriter() {}

  static void write(JsonGenerator json, Span span) throws IOException {
    json.writeStartObject();
    json.writeStringField("spanId", span.spanId().toString());
    SpanId parent = span.parentSpanId();
    json.writeStringField("parentSpanId", parent == null ? null : parent.toString());
    json.writeStringField("service", span.resource().serviceName());
    json.writeStringField("name", span.name());
    json.writeStringField("kind", word(span.kind()));
    Json.moment(json, "startUnixNano", span.startNanos());
    Json.duration(json, "durationNanos", span.durationNanos());
    json.writeStringField("status", word(span.status()));
    json.writeStringField("statusMessage", span.statusMessage());
    json.writeStringField("traceState", span.traceState());
    writeScope(json, span);
    writeAttributes(json, "attributes", span.attributes());
    writeAttributes(json, "resource", span.resource().attributes());
    writeEvents(json, span.events());
    writeLinks(json, span.links());
    json.writeNumberField("droppedAttributes", Integer.toUnsignedLong(span.droppedAttributes()));
    json.writeNumberField("droppedEvents", Integer.toUnsignedLong(span.droppedEvents()));
    json.writeNumberField("droppedLinks", Integer.toUnsignedLong(span.droppedLinks()));
    json.writeEndObject();
  }

  /// The native API's word for a constant of the model.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void writeScope(JsonGenerator json, Span span) throws IOException {
    json.writeObjectFieldStart("scope");
    json.writeStringField("name", span.scope().name());
    json.writeStringField("version", span.scope().version());
    json.writeEndObject();
  }

  private static void writeAttributes(JsonGenerator json, String name, List<Attribute> attributes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Attribute attribute : LastAttributes.of(attributes)) {
      json.writeStartObject();
      json.writeStringField("key", attribute.key());
      json.writeStringField("type", word(attribute.value().type()));
      json.writeFieldName("value");
      Json.value(json, attribute.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeEvents(JsonGenerator json, List<SpanEvent> events) throws IOException {
    json.writeArrayFieldStart("events");
    for (SpanEvent event : events) {
      json.writeStartObject();
      json.writeStringField("name", event.name());
      Json.moment(json, "timeUnixNano", event.timeNanos());
      writeAttributes(json, "attributes", event.attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeLinks(JsonGenerator json, List<SpanLink> links) throws IOException {
    json.writeArrayFieldStart("links");
    for (SpanLink link : links) {
      json.writeStartObject();
      json.writeStringField(
          "traceId", HEX.toHexDigits(link.traceIdHigh()) + HEX.toHexDigits(link.traceIdLow()));
      json.writeStringField("spanId", HEX.toHexDigits(link.spanId()));
      writeAttributes(json, "attributes", link.attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
