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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
      EnumSet.range(TagPlace.LOCAL_ADDRESS, TagPlace.PEER_PORT).stream()
          .map(TagPlace::key)
          .collect(Collectors.toUnmodifiableSet());

  private static final AttributeValue NONE = new AttributeValue.Empty();

  private final SpanWriter out;
  private final Attribute format;
  private final Scope plainScope;
  private final long nowNanos;

  // Most spans are of the service that the one before was.
  private String service = "";
  private Resource resource = resource("");

  /// @param format what the scope is marked with, so that a reader knows where its spans are from
  /// @param nowNanos the start of a span that knows neither its own nor when anything happened
  SpanTranslator(SpanWriter out, String format, long nowNanos) {
    this.out = out;
    this.format = Attribute.of(FORMAT, format);
    plainScope = scope("", "");
    this.nowNanos = nowNanos;
  }

  void write(ZipkinSpan span) throws MalformedException {
    span.finish();
    out.traceId(span.traceIdHigh, span.traceIdLow);
    out.spanId(span.id);
    out.parentSpanId(span.parentId);
    out.name(span.texts.array(span.name), span.texts.place(span.name));
    out.kind(kind(span));
    out.traceState(span.tags.text(TagPlace.TRACE_STATE));
    writeTimes(span);
    writeStatus(span);
    writeEndpoints(span);
    mark(DEBUG, span.isDebug);
    mark(SHARED, span.isShared);
    mark(NO_START, span.timestampMicros == 0);
    writeTags(span);
    for (int at = 0; at < span.annotations; at++) {
      writeAnnotation(
          span.texts,
          span.annotationTexts[at],
          SpanWriter.nanosOfMicros(span.annotationMicros[at]));
    }
    out.endSpan(resource(span), scope(span));
  }

  private static SpanKind kind(ZipkinSpan span) {
    return isInternal(span) ? SpanKind.INTERNAL : span.kind;
  }

  private static boolean isInternal(ZipkinSpan span) {
    return span.kind == SpanKind.UNSPECIFIED && span.tags.text(TagPlace.KIND).equals("internal");
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
    long first = span.firstAnnotationMicros();
    return first > 0 ? SpanWriter.nanosOfMicros(first) : nowNanos;
  }

  private void writeStatus(ZipkinSpan span) {
    String code = span.tags.text(TagPlace.STATUS_CODE);
    String error = span.tags.text(TagPlace.ERROR);
    String message = span.tags.text(TagPlace.STATUS_MESSAGE);
    if (span.tags.has(TagPlace.ERROR) || code.equalsIgnoreCase("ERROR")) {
      boolean isReason = message.isEmpty() && !error.equals("true");
      out.status(StatusCode.ERROR, isReason ? error : message);
    } else if (code.equalsIgnoreCase("OK")) {
      out.status(StatusCode.OK, message);
    }
  }

  private void writeEndpoints(ZipkinSpan span) {
    Endpoint local = span.local;
    Endpoint remote = span.remote;
    writeField(span, TagPlace.LOCAL_ADDRESS, text(address(local)));
    writeField(span, TagPlace.LOCAL_PORT, port(local));
    writeField(span, TagPlace.PEER_SERVICE, text(remote.serviceName()));
    writeField(span, TagPlace.PEER_ADDRESS, text(address(remote)));
    writeField(span, TagPlace.PEER_PORT, port(remote));
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
  private void writeField(ZipkinSpan span, TagPlace place, AttributeValue value) {
    if (span.tags.has(place)) {
      out.attribute(new Attribute("zipkin." + place.key(), value));
    } else if (!(value instanceof AttributeValue.Empty)) {
      out.attribute(new Attribute(place.key(), value));
    }
  }

  private static AttributeValue text(String value) {
    return value.isEmpty() ? NONE : new AttributeValue.Text(value);
  }

  private static AttributeValue port(Endpoint endpoint) {
    return endpoint.port() == 0 ? NONE : new AttributeValue.Int(endpoint.port());
  }

  private void mark(String key, boolean isSet) {
    if (isSet) {
      out.attribute(Attribute.of(key, true));
    }
  }

  private void writeTags(ZipkinSpan span) {
    ZipkinTags tags = span.tags;
    for (int tag = 0; tag < tags.size(); tag++) {
      if (isSpanAttribute(span, tag)) {
        writeAttribute(span.texts, tags.key(tag), tags.value(tag));
      }
      if (tags.place(tag) == TagPlace.LINK) {
        LinkText.parse(span.texts.text(tags.value(tag))).ifPresent(link -> link.write(out));
      }
    }
  }

  private void writeAttribute(Texts texts, long key, long value) {
    out.attribute(texts.array(key), texts.place(key), texts.array(value), texts.place(value));
  }

  /// True unless the tag belongs to the resource, or the span says the same elsewhere.
  private static boolean isSpanAttribute(ZipkinSpan span, int tag) {
    return switch (span.tags.place(tag)) {
      case ERROR ->
          !span.tags.text(TagPlace.ERROR).equals("true") || span.tags.has(TagPlace.STATUS_CODE);
      case KIND -> !isInternal(span);
      case RESOURCE -> false;
      default -> true;
    };
  }

  private void writeAnnotation(Texts texts, long text, long nanos) {
    byte[] bytes = texts.array(text);
    long place = texts.place(text);
    if (AnnotationText.isPlain(bytes, place)) {
      AnnotationText.writePlain(bytes, place, out, nanos);
    } else {
      AnnotationText.of(texts.text(text)).write(out, nanos);
    }
  }

  private Resource resource(ZipkinSpan span) {
    String name = span.local.serviceName();
    if (!name.equals(service)) {
      service = name;
      resource = resource(name);
    }
    return span.tags.has(TagPlace.RESOURCE) ? withTags(resource, span) : resource;
  }

  private static Resource resource(String service) {
    return new Resource(
        service.isEmpty() ? List.of() : List.of(Attribute.of("service.name", service)), 0, "");
  }

  private static Resource withTags(Resource resource, ZipkinSpan span) {
    List<Attribute> attributes = new ArrayList<>(resource.attributes());
    for (int tag = 0; tag < span.tags.size(); tag++) {
      if (span.tags.place(tag) == TagPlace.RESOURCE) {
        String key = span.texts.text(span.tags.key(tag));
        attributes.add(Attribute.of(key, span.texts.text(span.tags.value(tag))));
      }
    }
    return new Resource(attributes, 0, "");
  }

  private Scope scope(ZipkinSpan span) {
    String name = span.tags.text(either(span, TagPlace.SCOPE_NAME, TagPlace.LIBRARY_NAME));
    String version = span.tags.text(either(span, TagPlace.SCOPE_VERSION, TagPlace.LIBRARY_VERSION));
    return name.isEmpty() && version.isEmpty() ? plainScope : scope(name, version);
  }

  private static TagPlace either(ZipkinSpan span, TagPlace first, TagPlace second) {
    return span.tags.has(first) ? first : second;
  }

  private Scope scope(String name, String version) {
    return new Scope(name, version, List.of(format), 0, "");
  }
}
