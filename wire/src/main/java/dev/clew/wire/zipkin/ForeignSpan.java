package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.wire.json.PlainJson;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tells a span that came in another format in Zipkin's words, as OpenTelemetry's exporters to
/// Zipkin do. What Zipkin has no place for becomes tags, so that the receiver of Zipkin's spans
/// makes the same span of it again.
final class ForeignSpan {
  private static final List<String> PEER_ADDRESSES =
      List.of("network.peer.address", "net.sock.peer.addr", "net.peer.ip");

  private static final List<String> PEER_PORTS =
      List.of("network.peer.port", "server.port", "net.peer.port", "net.sock.peer.port");
  private static final int MAX_PORT = 0xffff;

  private final Span span;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  ForeignSpan(Span span) {
    this.span = span;
    for (Attribute attribute : span.attributes()) {
      attributes.put(attribute.key(), PlainJson.text(attribute.value()));
    }
  }

  ToldSpan tell() {
    return new ToldSpan(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.kind() == SpanKind.INTERNAL ? SpanKind.UNSPECIFIED : span.kind(),
        span.name(),
        micros(span.startNanos()),
        span.endNanos() == 0 ? 0 : Math.max(1, span.durationNanos() / 1000),
        named(span.resource().serviceName()),
        remote(),
        span.events().stream().map(ForeignSpan::annotation).toList(),
        tags(),
        false,
        false);
  }

  private static long micros(long nanos) {
    return Long.divideUnsigned(nanos, 1000);
  }

  private Endpoint remote() {
    boolean isCaller = span.kind() == SpanKind.CLIENT || span.kind() == SpanKind.PRODUCER;
    if (!isCaller) {
      return Endpoint.UNKNOWN;
    }
    String name = first(ToldSpan.PEER_NAMES);
    return endpoint(name.isEmpty() ? first(PEER_ADDRESSES) : name);
  }

  private String first(List<String> keys) {
    return keys.stream()
        .map(key -> attributes.getOrDefault(key, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// An address is none of a service.
  private Endpoint endpoint(String peer) {
    Endpoint address = Endpoint.UNKNOWN.withAddress(peer);
    return address.isUnknown() ? named(peer) : address.withPort(port());
  }

  /// The name as it is: only Zipkin's own are in lower case.
  private static Endpoint named(String service) {
    return new Endpoint(service, "", "", 0);
  }

  private int port() {
    for (String key : PEER_PORTS) {
      String port = attributes.getOrDefault(key, "");
      if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= MAX_PORT) {
        return Integer.parseInt(port);
      }
    }
    return 0;
  }

  private SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    for (Attribute attribute : span.resource().attributes()) {
      if (!attribute.key().equals("service.name")) {
        tags.put(attribute.key(), PlainJson.text(attribute.value()));
      }
    }
    tags.putAll(attributes);
    put(tags, "otel.scope.name", span.scope().name());
    put(tags, "otel.scope.version", span.scope().version());
    put(tags, "w3c.tracestate", span.traceState());
    if (span.kind() == SpanKind.INTERNAL) {
      tags.put(SpanTranslator.KIND, "internal");
    }
    putStatus(tags);
    for (int link = 0; link < span.links().size(); link++) {
      tags.put("otlp.link." + link, text(span.links().get(link)));
    }
    return tags;
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }

  private void putStatus(Map<String, String> tags) {
    if (span.status() == StatusCode.UNSET) {
      return;
    }
    tags.put(SpanTranslator.STATUS_CODE, span.status().name());
    put(
        tags,
        "otel.status_description",
        span.status() == StatusCode.OK ? span.statusMessage() : "");
    if (span.hasError()) {
      tags.put(SpanTranslator.ERROR, span.statusMessage());
    }
  }

  private static String text(SpanLink link) {
    HexFormat hex = HexFormat.of();
    return String.join(
        "|",
        hex.toHexDigits(link.traceIdHigh()) + hex.toHexDigits(link.traceIdLow()),
        hex.toHexDigits(link.spanId()),
        link.traceState(),
        PlainJson.object(link.attributes()),
        Integer.toString(link.droppedAttributes()));
  }

  private static ToldSpan.Annotation annotation(SpanEvent event) {
    String value =
        event.attributes().isEmpty()
            ? event.name()
            : '"' + event.name() + "\": " + PlainJson.object(event.attributes());
    return new ToldSpan.Annotation(micros(event.timeNanos()), value);
  }
}
