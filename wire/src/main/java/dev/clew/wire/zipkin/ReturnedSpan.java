package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.wire.json.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Tells a span that came from Zipkin as it came: what [SpanTranslator] does, backwards.
final class ReturnedSpan {
  private static final String OWN = "zipkin.";
  private static final AttributeValue NONE = new AttributeValue.Empty();

  private final Span span;
  private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();
  private final TreeMap<String, String> tags = new TreeMap<>();

  ReturnedSpan(Span span) {
    this.span = span;
    span.attributes().forEach(attribute -> attributes.put(attribute.key(), attribute.value()));
  }

  ToldSpan tell() {
    gatherTags();
    return new ToldSpan(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.kind() == SpanKind.INTERNAL ? SpanKind.UNSPECIFIED : span.kind(),
        span.name(),
        attributes.containsKey(SpanTranslator.NO_START) ? 0 : micros(span.startNanos()),
        span.endNanos() == 0 ? 0 : micros(span.endNanos() - span.startNanos()),
        endpoint(span.resource().serviceName(), "network.local", "local"),
        endpoint(text("peer.service"), "network.peer", "remote"),
        span.events().stream().map(ReturnedSpan::annotation).toList(),
        tags,
        attributes.containsKey(SpanTranslator.DEBUG),
        attributes.containsKey(SpanTranslator.SHARED));
  }

  private static long micros(long nanos) {
    return Long.divideUnsigned(nanos, 1000);
  }

  private Endpoint endpoint(String service, String prefix, String side) {
    return Endpoint.UNKNOWN
        .withServiceName(service)
        .withAddress(text(prefix + ".address"))
        .withAddress(text(OWN + side + ".ipv6"))
        .withPort(port(prefix + ".port"));
  }

  /// The value of an endpoint's field: beside a tag of the same key, or under the key itself.
  private AttributeValue field(String key) {
    return attributes.getOrDefault(OWN + key, attributes.getOrDefault(key, NONE));
  }

  private String text(String key) {
    return field(key) instanceof AttributeValue.Text(String text) ? text : "";
  }

  private int port(String key) {
    return field(key) instanceof AttributeValue.Int(long number) ? (int) number : 0;
  }

  private void gatherTags() {
    for (Attribute attribute : span.resource().attributes()) {
      if (!attribute.key().equals("service.name")) {
        putTag(attribute.key(), attribute.value());
      }
    }
    attributes.forEach((key, value) -> {
      if (!key.startsWith(OWN) && !isField(key)) {
        putTag(key, value);
      }
    });
    boolean isErrorUnsaid =
        span.status() == StatusCode.ERROR
            && !attributes.containsKey(SpanTranslator.ERROR)
            && !attributes.containsKey(SpanTranslator.STATUS_CODE);
    if (isErrorUnsaid) {
      tags.put(SpanTranslator.ERROR, "true");
    }
    if (span.kind() == SpanKind.INTERNAL) {
      tags.put(SpanTranslator.KIND, "internal");
    }
  }

  private boolean isField(String key) {
    return SpanTranslator.FIELDS.contains(key) && !attributes.containsKey(OWN + key);
  }

  private void putTag(String key, AttributeValue value) {
    if (value instanceof AttributeValue.Text(String text)) {
      tags.put(key, text);
    }
  }

  private static ToldSpan.Annotation annotation(SpanEvent event) {
    String value =
        event.attributes().stream()
            .filter(attribute -> attribute.key().equals(AnnotationText.VALUE))
            .map(attribute -> PlainJson.text(attribute.value()))
            .findFirst()
            .orElse(event.name());
    return new ToldSpan.Annotation(micros(event.timeNanos()), value);
  }
}
