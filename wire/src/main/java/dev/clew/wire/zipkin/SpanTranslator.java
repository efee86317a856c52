package dev.clew.wire.zipkin;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes Zipkin's spans as OTLP, such that each can be told again as it came.
///
/// What OTLP has a place for goes there; the tags stay attributes beside it. What would be lost all
/// the same is kept under `zipkin.`: that a span is shared or for debugging, and an endpoint's
/// field whose attribute is taken by a tag. Owned by one thread.
final class SpanTranslator {
  static final String FORMAT = "zipkin.format";
  static final String NO_START = "otel.zipkin.absentField.startTime";
  static final String DEBUG = "zipkin.debug";
  static final String SHARED = "zipkin.shared";
  static final String KIND = "span.kind";
  static final String ERROR = "error";
  static final String STATUS_CODE = "otel.status_code";

  /// Where the fields of endpoints go.
  static final Set<String> FIELDS =
      Set.of(
          "network.local.address",
          "network.local.port",
          "peer.service",
          "network.peer.address",
          "network.peer.port");

  private final SpanWriter out;
  private final Attribute format;
  private final long nowNanos;

  /// @param format what the scope is marked with, so that a reader knows where its spans are from
  /// @param nowNanos the start of a span that knows neither its own nor when anything happened
  SpanTranslator(SpanWriter out, String format, long nowNanos) {
    this.out = out;
    this.format = Attribute.of(FORMAT, format);
    this.nowNanos = nowNanos;
  }

  void write(ZipkinSpan span) throws MalformedException {
    span.finish();
    out.traceId(span.traceIdHigh, span.traceIdLow);
    out.spanId(span.id);
    out.parentSpanId(span.parentId);
    out.name(span.name);
    out.kind(kind(span));
    out.traceState(tag(span, "w3c.tracestate"));
    writeTimes(span);
    writeStatus(span);
    writeEndpoints(span);
    mark(DEBUG, span.isDebug);
    mark(SHARED, span.isShared);
    mark(NO_START, span.timestampMicros == 0);
    writeTags(span);
    for (ZipkinSpan.Annotation annotation : span.annotations) {
      AnnotationText.of(annotation.value())
          .write(out, SpanWriter.nanosOfMicros(annotation.micros()));
    }
    out.endSpan(resource(span), scope(span));
  }

  private static String tag(ZipkinSpan span, String key) {
    return span.tags.getOrDefault(key, "");
  }

  private static SpanKind kind(ZipkinSpan span) {
    return isInternal(span) ? SpanKind.INTERNAL : span.kind;
  }

  private static boolean isInternal(ZipkinSpan span) {
    return span.kind == SpanKind.UNSPECIFIED && tag(span, KIND).equals("internal");
  }

  private void writeTimes(ZipkinSpan span) {
    long micros = span.timestampMicros;
    long start = micros == 0 ? firstEventNanos(span) : SpanWriter.nanosOfMicros(micros);
    if (span.durationMicros == 0) {
      out.start(start);
    } else {
      out.times(start, SpanWriter.nanosOfMicros(span.durationMicros));
    }
  }

  private long firstEventNanos(ZipkinSpan span) {
    long first = span.annotations.stream().mapToLong(ZipkinSpan.Annotation::micros).min().orElse(0);
    return first > 0 ? SpanWriter.nanosOfMicros(first) : nowNanos;
  }

  private void writeStatus(ZipkinSpan span) {
    String code = tag(span, STATUS_CODE);
    String error = tag(span, ERROR);
    String message = tag(span, "otel.status_description");
    if (span.tags.containsKey(ERROR) || code.equalsIgnoreCase("ERROR")) {
      boolean isReason = message.isEmpty() && !error.equals("true");
      out.status(StatusCode.ERROR, isReason ? error : message);
    } else if (code.equalsIgnoreCase("OK")) {
      out.status(StatusCode.OK, message);
    }
  }

  private void writeEndpoints(ZipkinSpan span) {
    Endpoint local = span.local;
    Endpoint remote = span.remote;
    writeField(span, "network.local.address", text(address(local)));
    writeField(span, "network.local.port", port(local));
    writeField(span, "peer.service", text(remote.serviceName()));
    writeField(span, "network.peer.address", text(address(remote)));
    writeField(span, "network.peer.port", port(remote));
    writeSecondAddress("zipkin.local.ipv6", local);
    writeSecondAddress("zipkin.remote.ipv6", remote);
  }

  private static String address(Endpoint endpoint) {
    return endpoint.ipv4().isEmpty() ? endpoint.ipv6() : endpoint.ipv4();
  }

  private void writeSecondAddress(String key, Endpoint endpoint) {
    if (!endpoint.ipv4().isEmpty() && !endpoint.ipv6().isEmpty()) {
      out.attribute(key, endpoint.ipv6());
    }
  }

  /// Where a tag has the key, the field of the endpoint stands beside it, empty where there is
  /// none: that it is there says that the key itself is the tag.
  private void writeField(ZipkinSpan span, String key, AttributeValue value) {
    if (span.tags.containsKey(key)) {
      out.attribute(new Attribute("zipkin." + key, value));
    } else if (!(value instanceof AttributeValue.Empty)) {
      out.attribute(new Attribute(key, value));
    }
  }

  private static AttributeValue text(String value) {
    return value.isEmpty() ? new AttributeValue.Empty() : new AttributeValue.Text(value);
  }

  private static AttributeValue port(Endpoint endpoint) {
    return endpoint.port() == 0
        ? new AttributeValue.Empty()
        : new AttributeValue.Int(endpoint.port());
  }

  private void mark(String key, boolean isSet) {
    if (isSet) {
      out.attribute(Attribute.of(key, true));
    }
  }

  private void writeTags(ZipkinSpan span) {
    for (Map.Entry<String, String> tag : span.tags.entrySet()) {
      if (isSpanAttribute(span, tag.getKey(), tag.getValue())) {
        out.attribute(tag.getKey(), tag.getValue());
        if (tag.getKey().startsWith("otlp.link.")) {
          LinkText.parse(tag.getValue()).ifPresent(link -> link.write(out));
        }
      }
    }
  }

  /// True unless the tag belongs to the resource, or the span says the same elsewhere.
  private static boolean isSpanAttribute(ZipkinSpan span, String key, String value) {
    return switch (key) {
      case ERROR -> !value.equals("true") || span.tags.containsKey(STATUS_CODE);
      case KIND -> !isInternal(span);
      default -> !ResourceKeys.contains(key);
    };
  }

  private static Resource resource(ZipkinSpan span) {
    List<Attribute> attributes = new ArrayList<>(1);
    if (!span.local.serviceName().isEmpty()) {
      attributes.add(Attribute.of("service.name", span.local.serviceName()));
    }
    span.tags.forEach((key, value) -> {
      if (ResourceKeys.contains(key)) {
        attributes.add(Attribute.of(key, value));
      }
    });
    return new Resource(attributes, 0, "");
  }

  private Scope scope(ZipkinSpan span) {
    String name = span.tags.getOrDefault("otel.scope.name", tag(span, "otel.library.name"));
    String version =
        span.tags.getOrDefault("otel.scope.version", tag(span, "otel.library.version"));
    return new Scope(name, version, List.of(format), 0, "");
  }
}
