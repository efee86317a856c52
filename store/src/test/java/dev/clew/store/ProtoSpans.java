package dev.clew.store;

import com.google.protobuf.ByteString;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Spans between the model and OTLP's generated classes: a second opinion beside the streaming
/// reader, for the naive reference alone.
final class ProtoSpans {
  private ProtoSpans() {}

  static Span span(
      ResourceSpans resource, ScopeSpans scope, io.opentelemetry.proto.trace.v1.Span span) {
    return new Span(
        traceId(span.getTraceId()),
        new SpanId(bits(span.getSpanId())),
        parent(span.getParentSpanId()),
        span.getTraceState(),
        span.getFlags(),
        span.getName(),
        SpanKind.of(span.getKindValue()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        StatusCode.of(span.getStatus().getCodeValue()),
        span.getStatus().getMessage(),
        attributes(span.getAttributesList()),
        span.getEventsList().stream().map(ProtoSpans::event).toList(),
        span.getLinksList().stream().map(ProtoSpans::link).toList(),
        span.getDroppedAttributesCount(),
        span.getDroppedEventsCount(),
        span.getDroppedLinksCount(),
        resource(resource),
        scope(scope));
  }

  private static TraceId traceId(ByteString bytes) {
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new TraceId(buffer.getLong(), buffer.getLong());
  }

  private static long bits(ByteString bytes) {
    return bytes.size() == Long.BYTES ? bytes.asReadOnlyByteBuffer().getLong() : 0;
  }

  private static @Nullable SpanId parent(ByteString bytes) {
    long bits = bits(bytes);
    return bits == 0 ? null : new SpanId(bits);
  }

  private static SpanEvent event(io.opentelemetry.proto.trace.v1.Span.Event event) {
    return new SpanEvent(
        event.getTimeUnixNano(),
        event.getName(),
        attributes(event.getAttributesList()),
        event.getDroppedAttributesCount());
  }

  private static SpanLink link(io.opentelemetry.proto.trace.v1.Span.Link link) {
    boolean whole = link.getTraceId().size() == 2 * Long.BYTES;
    ByteBuffer trace = link.getTraceId().asReadOnlyByteBuffer();
    return new SpanLink(
        whole ? trace.getLong() : 0,
        whole ? trace.getLong() : 0,
        bits(link.getSpanId()),
        link.getTraceState(),
        link.getFlags(),
        attributes(link.getAttributesList()),
        link.getDroppedAttributesCount());
  }

  static Resource resource(ResourceSpans from) {
    return new Resource(
        attributes(from.getResource().getAttributesList()),
        from.getResource().getDroppedAttributesCount(),
        from.getSchemaUrl());
  }

  static Scope scope(ScopeSpans from) {
    InstrumentationScope scope = from.getScope();
    return new Scope(
        scope.getName(),
        scope.getVersion(),
        attributes(scope.getAttributesList()),
        scope.getDroppedAttributesCount(),
        from.getSchemaUrl());
  }

  static List<Attribute> attributes(List<KeyValue> from) {
    return from.stream().map(each -> new Attribute(each.getKey(), value(each.getValue()))).toList();
  }

  private static AttributeValue value(AnyValue from) {
    return switch (from.getValueCase()) {
      case STRING_VALUE -> new AttributeValue.Text(from.getStringValue());
      case BOOL_VALUE -> new AttributeValue.Bool(from.getBoolValue());
      case INT_VALUE -> new AttributeValue.Int(from.getIntValue());
      case DOUBLE_VALUE -> new AttributeValue.Real(from.getDoubleValue());
      case BYTES_VALUE -> new AttributeValue.Bytes(from.getBytesValue().toByteArray());
      case ARRAY_VALUE ->
          new AttributeValue.Array(
              from.getArrayValue().getValuesList().stream().map(ProtoSpans::value).toList());
      case KVLIST_VALUE ->
          new AttributeValue.Map(attributes(from.getKvlistValue().getValuesList()));
      default -> new AttributeValue.Empty();
    };
  }

  /// The span alone in its resource and scope.
  static ResourceSpans proto(Span span) {
    ScopeSpans.Builder scope =
        ScopeSpans.newBuilder().setSchemaUrl(span.scope().schemaUrl()).addSpans(protoSpan(span));
    scope
        .getScopeBuilder()
        .setName(span.scope().name())
        .setVersion(span.scope().version())
        .setDroppedAttributesCount(span.scope().droppedAttributes())
        .addAllAttributes(protoAttributes(span.scope().attributes()));
    ResourceSpans.Builder resource =
        ResourceSpans.newBuilder().setSchemaUrl(span.resource().schemaUrl()).addScopeSpans(scope);
    resource
        .getResourceBuilder()
        .setDroppedAttributesCount(span.resource().droppedAttributes())
        .addAllAttributes(protoAttributes(span.resource().attributes()));
    return resource.build();
  }

  private static io.opentelemetry.proto.trace.v1.Span protoSpan(Span span) {
    var proto =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(bytes(span.traceId().high(), span.traceId().low()))
            .setSpanId(bytes(span.spanId().bits()))
            .setTraceState(span.traceState())
            .setFlags(span.flags())
            .setName(span.name())
            .setKindValue(span.kind().ordinal())
            .setStartTimeUnixNano(span.startNanos())
            .setEndTimeUnixNano(span.endNanos())
            .addAllAttributes(protoAttributes(span.attributes()))
            .setDroppedAttributesCount(span.droppedAttributes())
            .addAllEvents(span.events().stream().map(ProtoSpans::protoEvent).toList())
            .setDroppedEventsCount(span.droppedEvents())
            .addAllLinks(span.links().stream().map(ProtoSpans::protoLink).toList())
            .setDroppedLinksCount(span.droppedLinks())
            .setStatus(
                Status.newBuilder()
                    .setCodeValue(span.status().ordinal())
                    .setMessage(span.statusMessage()));
    if (span.parentSpanId() != null) {
      proto.setParentSpanId(bytes(span.parentSpanId().bits()));
    }
    return proto.build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Event protoEvent(SpanEvent event) {
    return io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
        .setTimeUnixNano(event.timeNanos())
        .setName(event.name())
        .addAllAttributes(protoAttributes(event.attributes()))
        .setDroppedAttributesCount(event.droppedAttributes())
        .build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Link protoLink(SpanLink link) {
    return io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
        .setTraceId(bytes(link.traceIdHigh(), link.traceIdLow()))
        .setSpanId(bytes(link.spanId()))
        .setTraceState(link.traceState())
        .setFlags(link.flags())
        .addAllAttributes(protoAttributes(link.attributes()))
        .setDroppedAttributesCount(link.droppedAttributes())
        .build();
  }

  private static List<KeyValue> protoAttributes(List<Attribute> attributes) {
    return attributes.stream()
        .map(each ->
            KeyValue.newBuilder().setKey(each.key()).setValue(protoValue(each.value())).build())
        .toList();
  }

  private static AnyValue protoValue(AttributeValue value) {
    AnyValue.Builder proto = AnyValue.newBuilder();
    switch (value) {
      case AttributeValue.Empty _ -> {}
      case AttributeValue.Text(var text) -> proto.setStringValue(text);
      case AttributeValue.Bool(var bool) -> proto.setBoolValue(bool);
      case AttributeValue.Int(var number) -> proto.setIntValue(number);
      case AttributeValue.Real(var number) -> proto.setDoubleValue(number);
      case AttributeValue.Bytes(var bytes) -> proto.setBytesValue(ByteString.copyFrom(bytes));
      case AttributeValue.Array array -> proto.setArrayValue(protoArray(array));
      case AttributeValue.Map map -> proto.setKvlistValue(protoMap(map));
    }
    return proto.build();
  }

  static ArrayValue protoArray(AttributeValue.Array array) {
    return ArrayValue.newBuilder()
        .addAllValues(array.values().stream().map(ProtoSpans::protoValue).toList())
        .build();
  }

  static KeyValueList protoMap(AttributeValue.Map map) {
    return KeyValueList.newBuilder().addAllValues(protoAttributes(map.entries())).build();
  }

  private static ByteString bytes(long... words) {
    ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES);
    for (long word : words) {
      buffer.putLong(word);
    }
    return ByteString.copyFrom(buffer.flip());
  }
}
