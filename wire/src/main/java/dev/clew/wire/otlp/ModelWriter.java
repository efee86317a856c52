package dev.clew.wire.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanLink;
import dev.clew.wire.proto.ProtoWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes spans of the model as OTLP.
final class ModelWriter {
  private ModelWriter() {}

  static byte[] write(List<Span> spans) {
    var groups = new LinkedHashMap<Resource, Map<Scope, List<Span>>>();
    for (Span span : spans) {
      groups
          .computeIfAbsent(span.resource(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(span.scope(), _ -> new ArrayList<>())
          .add(span);
    }
    var out = new RequestWriter();
    groups.forEach((resource, scopes) -> {
      out.startResource(head(resource));
      scopes.forEach((scope, group) -> write(out, scope, group));
    });
    return out.toBytes();
  }

  private static void write(RequestWriter out, Scope scope, List<Span> spans) {
    out.startScope(head(scope));
    for (Span span : spans) {
      write(out.startSpan(), span);
      out.endSpan();
    }
  }

  static byte[] head(Resource resource) {
    var out = new ProtoWriter();
    int mark = out.begin(Tags.HEAD);
    attributes(out, Tags.RESOURCE_ATTRIBUTES, resource.attributes());
    SpanBytes.count(out, Tags.RESOURCE_DROPPED_ATTRIBUTES, resource.droppedAttributes());
    out.end(mark);
    SpanBytes.text(out, Tags.SCHEMA_URL, resource.schemaUrl());
    return out.toBytes();
  }

  static byte[] head(Scope scope) {
    var out = new ProtoWriter();
    int mark = out.begin(Tags.HEAD);
    SpanBytes.text(out, Tags.SCOPE_NAME, scope.name());
    SpanBytes.text(out, Tags.SCOPE_VERSION, scope.version());
    attributes(out, Tags.SCOPE_ATTRIBUTES, scope.attributes());
    SpanBytes.count(out, Tags.SCOPE_DROPPED_ATTRIBUTES, scope.droppedAttributes());
    out.end(mark);
    SpanBytes.text(out, Tags.SCHEMA_URL, scope.schemaUrl());
    return out.toBytes();
  }

  private static void write(ProtoWriter out, Span span) {
    SpanBytes.traceId(out, Tags.TRACE_ID, span.traceId().high(), span.traceId().low());
    SpanBytes.spanId(out, Tags.SPAN_ID, span.spanId().bits());
    SpanBytes.text(out, Tags.TRACE_STATE, span.traceState());
    SpanId parent = span.parentSpanId();
    SpanBytes.spanId(out, Tags.PARENT_SPAN_ID, parent == null ? 0 : parent.bits());
    SpanBytes.text(out, Tags.NAME, span.name());
    SpanBytes.number(out, Tags.KIND, span.kind().ordinal());
    SpanBytes.time(out, Tags.START_TIME, span.startNanos());
    SpanBytes.time(out, Tags.END_TIME, span.endNanos());
    attributes(out, Tags.ATTRIBUTES, span.attributes());
    SpanBytes.count(out, Tags.DROPPED_ATTRIBUTES, span.droppedAttributes());
    span.events().forEach(event -> write(out, event));
    SpanBytes.count(out, Tags.DROPPED_EVENTS, span.droppedEvents());
    span.links().forEach(link -> write(out, link));
    SpanBytes.count(out, Tags.DROPPED_LINKS, span.droppedLinks());
    int mark = out.begin(Tags.STATUS);
    SpanBytes.text(out, Tags.STATUS_MESSAGE, span.statusMessage());
    SpanBytes.number(out, Tags.STATUS_CODE, span.status().ordinal());
    out.end(mark);
    SpanBytes.flags(out, Tags.FLAGS, span.flags());
  }

  private static void write(ProtoWriter out, SpanEvent event) {
    int mark = out.begin(Tags.EVENTS);
    SpanBytes.time(out, Tags.EVENT_TIME, event.timeNanos());
    SpanBytes.text(out, Tags.EVENT_NAME, event.name());
    attributes(out, Tags.EVENT_ATTRIBUTES, event.attributes());
    SpanBytes.count(out, Tags.EVENT_DROPPED_ATTRIBUTES, event.droppedAttributes());
    out.end(mark);
  }

  private static void write(ProtoWriter out, SpanLink link) {
    int mark = out.begin(Tags.LINKS);
    SpanBytes.traceId(out, Tags.LINK_TRACE_ID, link.traceIdHigh(), link.traceIdLow());
    SpanBytes.spanId(out, Tags.LINK_SPAN_ID, link.spanId());
    SpanBytes.text(out, Tags.LINK_TRACE_STATE, link.traceState());
    attributes(out, Tags.LINK_ATTRIBUTES, link.attributes());
    SpanBytes.count(out, Tags.LINK_DROPPED_ATTRIBUTES, link.droppedAttributes());
    SpanBytes.flags(out, Tags.LINK_FLAGS, link.flags());
    out.end(mark);
  }

  private static void attributes(ProtoWriter out, int tag, List<Attribute> attributes) {
    attributes.forEach(attribute -> EncodedValues.write(out, tag, attribute));
  }
}
