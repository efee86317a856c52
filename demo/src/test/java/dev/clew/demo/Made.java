package dev.clew.demo;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;

/// A span as a service has sent it.
record Made(Resource resource, Span span) {
  String service() {
    return text(resource.getAttributesList(), "service.name");
  }

  String name() {
    return span.getName();
  }

  String traceId() {
    return hex(span.getTraceId().toByteArray());
  }

  String id() {
    return hex(span.getSpanId().toByteArray());
  }

  String parentId() {
    return hex(span.getParentSpanId().toByteArray());
  }

  boolean isServer() {
    return span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
  }

  /// A call by HTTP to another service of the shop, not to the card network.
  boolean isCall() {
    return span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT
        && !attribute("url.full").isEmpty()
        && !attribute("url.full").endsWith("/authorize");
  }

  boolean hasFailed() {
    return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR;
  }

  long nanos() {
    return span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
  }

  /// As text, empty where there is none.
  String attribute(String key) {
    return text(span.getAttributesList(), key);
  }

  List<String> events() {
    return span.getEventsList().stream().map(Span.Event::getName).toList();
  }

  /// An attribute of each event of that name.
  List<String> events(String name, String key) {
    return span.getEventsList().stream()
        .filter(event -> event.getName().equals(name))
        .map(event -> text(event.getAttributesList(), key))
        .toList();
  }

  private static String text(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> text(attribute.getValue()))
        .findFirst()
        .orElse("");
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> "" + value.getIntValue();
      case BOOL_VALUE -> "" + value.getBoolValue();
      default -> value.toString();
    };
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}
