package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.OtlpReader;
import dev.clew.wire.proto.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zipkin2.Endpoint;

/// Tells a span that came from Zipkin again as it came, by the rules that the receiver promises.
final class AsZipkin {
  private static final Set<String> FIELDS =
      Set.of(
          "network.local.address",
          "network.local.port",
          "peer.service",
          "network.peer.address",
          "network.peer.port");

  private final Span span;
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();
  private final zipkin2.Span.Builder out = zipkin2.Span.newBuilder();

  private AsZipkin(Span span) {
    this.span = span;
    span.attributes().forEach(attribute -> attributes.put(attribute.key(), attribute.value()));
  }

  static List<zipkin2.Span> spans(byte[] otlp) throws MalformedException {
    return ModelSpans.spans(OtlpReader.read(otlp, otlp.length)).stream()
        .map(span -> new AsZipkin(span).tell())
        .toList();
  }

  private zipkin2.Span tell() {
    SpanId parent = span.parentSpanId();
    out.traceId(span.traceId().high(), span.traceId().low())
        .id(span.spanId().bits())
        .parentId(parent == null ? 0 : parent.bits())
        .name(span.name())
        .debug(attributes.containsKey("zipkin.debug") ? true : null)
        .shared(attributes.containsKey("zipkin.shared") ? true : null);
    kindAndTimes();
    endpoints();
    tags();
    for (SpanEvent event : span.events()) {
      out.addAnnotation(event.timeNanos() / 1000, annotation(event));
    }
    return out.build();
  }

  private void kindAndTimes() {
    if (span.kind() != SpanKind.UNSPECIFIED && span.kind() != SpanKind.INTERNAL) {
      out.kind(zipkin2.Span.Kind.valueOf(span.kind().name()));
    }
    if (!attributes.containsKey("otel.zipkin.absentField.startTime")) {
      out.timestamp(span.startNanos() / 1000);
    }
    if (span.endNanos() != 0) {
      out.duration((span.endNanos() - span.startNanos()) / 1000);
    }
  }

  private void endpoints() {
    Endpoint.Builder local = Endpoint.newBuilder().serviceName(span.resource().serviceName());
    local.parseIp(text("network.local.address"));
    local.parseIp(text("zipkin.local.ipv6"));
    local.port(number("network.local.port"));
    Endpoint.Builder remote = Endpoint.newBuilder().serviceName(text("peer.service"));
    remote.parseIp(text("network.peer.address"));
    remote.parseIp(text("zipkin.remote.ipv6"));
    remote.port(number("network.peer.port"));
    out.localEndpoint(local.build()).remoteEndpoint(remote.build());
  }

  /// The value of an endpoint's field: beside a tag of the same key, or under the key itself.
  private AttributeValue field(String key) {
    AttributeValue none = new AttributeValue.Empty();
    return attributes.getOrDefault("zipkin." + key, attributes.getOrDefault(key, none));
  }

  private String text(String key) {
    return field(key) instanceof AttributeValue.Text(String text) ? text : "";
  }

  private int number(String key) {
    return field(key) instanceof AttributeValue.Int(long number) ? (int) number : 0;
  }

  private void tags() {
    for (Attribute attribute : span.resource().attributes()) {
      if (!attribute.key().equals("service.name")) {
        tag(attribute.key(), attribute.value());
      }
    }
    attributes.forEach((key, value) -> {
      boolean isField = FIELDS.contains(key) && !attributes.containsKey("zipkin." + key);
      if (!isField && !key.startsWith("zipkin.")) {
        tag(key, value);
      }
    });
    boolean isErrorUnsaid =
        span.status() == StatusCode.ERROR
            && !attributes.containsKey("error")
            && !attributes.containsKey("otel.status_code");
    if (isErrorUnsaid) {
      out.putTag("error", "true");
    }
    if (span.kind() == SpanKind.INTERNAL) {
      out.putTag("span.kind", "internal");
    }
  }

  private void tag(String key, AttributeValue value) {
    if (value instanceof AttributeValue.Text(String text)) {
      out.putTag(key, text);
    }
  }

  private static String annotation(SpanEvent event) {
    return event.attributes().stream()
        .filter(attribute -> attribute.key().equals("zipkin.annotation"))
        .map(attribute -> ((AttributeValue.Text) attribute.value()).value())
        .findFirst()
        .orElse(event.name());
  }
}
