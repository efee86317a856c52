package dev.clew.wire.zipkin;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/// Writes spans as JSON of Zipkin's second version; what is not known is left out.
public final class ZipkinJsonWriter {
  private static final HexFormat HEX = HexFormat.of();

  private ZipkinJsonWriter() {}

  /// Writes a list of spans.
  public static void write(JsonGenerator json, Collection<ToldSpan> spans) throws IOException {
    json.writeStartArray();
    for (ToldSpan span : spans) {
      write(json, span);
    }
    json.writeEndArray();
  }

  /// 16 hex digits where the upper half is zero, else 32.
  public static String text(TraceId id) {
    return id.high() == 0 ? HEX.toHexDigits(id.low()) : id.toString();
  }

  private static void write(JsonGenerator json, ToldSpan span) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", text(span.traceId()));
    if (span.parentId() != null) {
      json.writeStringField("parentId", span.parentId().toString());
    }
    json.writeStringField("id", span.id().toString());
    if (span.kind() != SpanKind.UNSPECIFIED) {
      json.writeStringField("kind", span.kind().name());
    }
    text(json, "name", span.name());
    number(json, "timestamp", span.timestampMicros());
    number(json, "duration", span.durationMicros());
    endpoint(json, "localEndpoint", span.local());
    endpoint(json, "remoteEndpoint", span.remote());
    annotations(json, span.annotations());
    tags(json, span.tags());
    mark(json, "debug", span.isDebug());
    mark(json, "shared", span.isShared());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, long value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, value);
    }
  }

  private static void mark(JsonGenerator json, String name, boolean isSet) throws IOException {
    if (isSet) {
      json.writeBooleanField(name, true);
    }
  }

  private static void endpoint(JsonGenerator json, String name, Endpoint endpoint)
      throws IOException {
    if (!endpoint.isUnknown()) {
      json.writeObjectFieldStart(name);
      text(json, "serviceName", endpoint.serviceName());
      text(json, "ipv4", endpoint.ipv4());
      text(json, "ipv6", endpoint.ipv6());
      number(json, "port", endpoint.port());
      json.writeEndObject();
    }
  }

  private static void annotations(JsonGenerator json, Collection<ToldSpan.Annotation> annotations)
      throws IOException {
    if (annotations.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("annotations");
    for (ToldSpan.Annotation annotation : annotations) {
      json.writeStartObject();
      json.writeNumberField("timestamp", annotation.micros());
      json.writeStringField("value", annotation.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void tags(JsonGenerator json, Map<String, String> tags) throws IOException {
    if (tags.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("tags");
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
  }
}
