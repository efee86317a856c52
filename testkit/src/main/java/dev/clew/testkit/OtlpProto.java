package dev.clew.testkit;

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
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Spans of the model to and from OTLP's published classes: the oracle of what reads and writes
/// OTLP by hand.
public final class OtlpProto {
  private OtlpProto() {}

  /// A request with a `ResourceSpans` and a `ScopeSpans` for every span.
  public static ExportTraceServiceRequest request(List<Span> spans) {
    var request = ExportTraceServiceRequest.newBuilder();
    for (Span span : spans) {
      request.addResourceSpans(
          ResourceSpans.newBuilder()
              .setResource(resource(span.resource()))
              .setSchemaUrl(span.resource().schemaUrl())
              .addScopeSpans(
                  ScopeSpans.newBuilder()
                      .setScope(scope(span.scope()))
                      .setSchemaUrl(span.scope().schemaUrl())
                      .addSpans(span(span))));
    }
    return request.build();
  }

  /// All spans of a request, in its order.
  public static List<Span> spans(ExportTraceServiceRequest request) {
    var spans = new ArrayList<Span>();
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      Resource resource = resource(ofResource);
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        Scope scope = scope(ofScope);
        ofScope.getSpansList().forEach(span -> spans.add(span(span, resource, scope)));
      }
    }
    return spans;
  }

  public static io.opentelemetry.proto.resource.v1.Resource resource(Resource resource) {
    return io.opentelemetry.proto.resource.v1.Resource.newBuilder()
        .addAllAttributes(attributes(resource.attributes()))
        .setDroppedAttributesCount(resource.droppedAttributes())
        .build();
  }

  public static InstrumentationScope scope(Scope scope) {
    return InstrumentationScope.newBuilder()
        .setName(scope.name())
        .setVersion(scope.version())
        .addAllAttributes(attributes(scope.attributes()))
        .setDroppedAttributesCount(scope.droppedAttributes())
        .build();
  }

  public static io.opentelemetry.proto.trace.v1.Span span(Span span) {
    SpanId parent = span.parentSpanId();
    return io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .setTraceId(traceId(span.traceId().high(), span.traceId().low()))
        .setSpanId(spanId(span.spanId().bits()))
        .setTraceState(span.traceState())
        .setParentSpanId(spanId(parent == null ? 0 : parent.bits()))
        .setFlags(span.flags())
        .setName(span.name())
        .setKindValue(span.kind().ordinal())
        .setStartTimeUnixNano(span.startNanos())
        .setEndTimeUnixNano(span.endNanos())
        .addAllAttributes(attributes(span.attributes()))
        .setDroppedAttributesCount(span.droppedAttributes())
        .addAllEvents(span.events().stream().map(OtlpProto::event).toList())
        .setDroppedEventsCount(span.droppedEvents())
        .addAllLinks(span.links().stream().map(OtlpProto::link).toList())
        .setDroppedLinksCount(span.droppedLinks())
        .setStatus(
            Status.newBuilder()
                .setCodeValue(span.status().ordinal())
                .setMessage(span.statusMessage()))
        .build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Event event(SpanEvent event) {
    return io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
        .setTimeUnixNano(event.timeNanos())
        .setName(event.name())
        .addAllAttributes(attributes(event.attributes()))
        .setDroppedAttributesCount(event.droppedAttributes())
        .build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Link link(SpanLink link) {
    return io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
        .setTraceId(traceId(link.traceIdHigh(), link.traceIdLow()))
        .setSpanId(spanId(link.spanId()))
        .setTraceState(link.traceState())
        .addAllAttributes(attributes(link.attributes()))
        .setDroppedAttributesCount(link.droppedAttributes())
        .setFlags(link.flags())
        .build();
  }

  private static List<KeyValue> attributes(List<Attribute> attributes) {
    return attributes.stream()
        .map(attribute ->
            KeyValue.newBuilder()
                .setKey(attribute.key())
                .setValue(value(attribute.value()))
                .build())
        .toList();
  }

  public static AnyValue value(AttributeValue value) {
    var any = AnyValue.newBuilder();
    switch (value) {
      case AttributeValue.Empty _ -> {}
      case AttributeValue.Text(var text) -> any.setStringValue(text);
      case AttributeValue.Bool(var bool) -> any.setBoolValue(bool);
      case AttributeValue.Int(var number) -> any.setIntValue(number);
      case AttributeValue.Real(var number) -> any.setDoubleValue(number);
      case AttributeValue.Bytes(var bytes) -> any.setBytesValue(ByteString.copyFrom(bytes));
      case AttributeValue.Array(var values) ->
          any.setArrayValue(
              ArrayValue.newBuilder().addAllValues(values.stream().map(OtlpProto::value).toList()));
      case AttributeValue.Map(var entries) ->
          any.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(entries)));
    }
    return any.build();
  }

  private static ByteString traceId(long high, long low) {
    return (high | low) == 0
        ? ByteString.EMPTY
        : ByteString.copyFrom(ByteBuffer.allocate(16).putLong(high).putLong(low).flip());
  }

  private static ByteString spanId(long id) {
    return id == 0
        ? ByteString.EMPTY
        : ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
  }

  private static Resource resource(ResourceSpans spans) {
    return new Resource(
        model(spans.getResource().getAttributesList()),
        spans.getResource().getDroppedAttributesCount(),
        spans.getSchemaUrl());
  }

  private static Scope scope(ScopeSpans spans) {
    InstrumentationScope scope = spans.getScope();
    return new Scope(
        scope.getName(),
        scope.getVersion(),
        model(scope.getAttributesList()),
        scope.getDroppedAttributesCount(),
        spans.getSchemaUrl());
  }

  private static Span span(
      io.opentelemetry.proto.trace.v1.Span span, Resource resource, Scope scope) {
    return new Span(
        new TraceId(bits(span.getTraceId(), 16, 0), bits(span.getTraceId(), 16, 8)),
        new SpanId(bits(span.getSpanId(), 8, 0)),
        parent(span.getParentSpanId()),
        span.getTraceState(),
        span.getFlags(),
        span.getName(),
        SpanKind.of(span.getKindValue()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        StatusCode.of(span.getStatus().getCodeValue()),
        span.getStatus().getMessage(),
        model(span.getAttributesList()),
        span.getEventsList().stream().map(OtlpProto::model).toList(),
        span.getLinksList().stream().map(OtlpProto::model).toList(),
        span.getDroppedAttributesCount(),
        span.getDroppedEventsCount(),
        span.getDroppedLinksCount(),
        resource,
        scope);
  }

  private static @Nullable SpanId parent(ByteString id) {
    long bits = bits(id, 8, 0);
    return bits == 0 ? null : new SpanId(bits);
  }

  /// A link may have ids of any length; those that are no ids count as none.
  private static long bits(ByteString id, int length, int offset) {
    return id.size() == length ? id.asReadOnlyByteBuffer().getLong(offset) : 0;
  }

  private static SpanEvent model(io.opentelemetry.proto.trace.v1.Span.Event event) {
    return new SpanEvent(
        event.getTimeUnixNano(),
        event.getName(),
        model(event.getAttributesList()),
        event.getDroppedAttributesCount());
  }

  private static SpanLink model(io.opentelemetry.proto.trace.v1.Span.Link link) {
    return new SpanLink(
        bits(link.getTraceId(), 16, 0),
        bits(link.getTraceId(), 16, 8),
        bits(link.getSpanId(), 8, 0),
        link.getTraceState(),
        link.getFlags(),
        model(link.getAttributesList()),
        link.getDroppedAttributesCount());
  }

  private static List<Attribute> model(List<KeyValue> attributes) {
    return attributes.stream()
        .map(attribute -> new Attribute(attribute.getKey(), model(attribute.getValue())))
        .toList();
  }

  private static AttributeValue model(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> new AttributeValue.Text(value.getStringValue());
      case BOOL_VALUE -> new AttributeValue.Bool(value.getBoolValue());
      case INT_VALUE -> new AttributeValue.Int(value.getIntValue());
      case DOUBLE_VALUE -> new AttributeValue.Real(value.getDoubleValue());
      case BYTES_VALUE -> new AttributeValue.Bytes(value.getBytesValue().toByteArray());
      case ARRAY_VALUE ->
          new AttributeValue.Array(
              value.getArrayValue().getValuesList().stream().map(OtlpProto::model).toList());
      case KVLIST_VALUE -> new AttributeValue.Map(model(value.getKvlistValue().getValuesList()));
      default -> new AttributeValue.Empty();
    };
  }
}
