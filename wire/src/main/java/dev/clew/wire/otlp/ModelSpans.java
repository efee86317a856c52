package dev.clew.wire.otlp;

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
import java.util.ArrayList;
import java.util.List;

/// Rows of a batch as objects of the model, for the edges where spans are few.
public final class ModelSpans {
  private ModelSpans() {}

  /// All spans of the batch, in its order; none of them may have a [SpanProblem].
  public static List<Span> spans(SpanBatch batch) {
    var spans = new ArrayList<Span>(batch.size());
    for (int row = 0; row < batch.size(); row++) {
      spans.add(span(batch, row));
    }
    return spans;
  }

  /// The span of a row that has no [SpanProblem].
  public static Span span(SpanBatch batch, int row) {
    Spans spans = batch.spans();
    long parent = spans.parentSpanId(row);
    int scope = spans.scope(row);
    return new Span(
        new TraceId(spans.traceIdHigh(row), spans.traceIdLow(row)),
        new SpanId(spans.spanId(row)),
        parent == 0 ? null : new SpanId(parent),
        batch.text(spans.traceState(row)),
        spans.flags(row),
        batch.text(spans.name(row)),
        SpanKind.of(spans.kind(row)),
        spans.startNanos(row),
        spans.endNanos(row),
        StatusCode.of(spans.statusCode(row)),
        batch.text(spans.statusMessage(row)),
        attributes(batch, spans.attributesFrom(row), spans.attributesTo(row)),
        events(batch, row),
        links(batch, row),
        spans.droppedAttributes(row),
        spans.droppedEvents(row),
        spans.droppedLinks(row),
        resource(batch, batch.scopes().resource(scope)),
        scope(batch, scope));
  }

  public static Resource resource(SpanBatch batch, int row) {
    Resources resources = batch.resources();
    return new Resource(
        attributes(batch, resources.attributesFrom(row), resources.attributesTo(row)),
        resources.droppedAttributes(row),
        batch.text(resources.schemaUrl(row)));
  }

  public static Scope scope(SpanBatch batch, int row) {
    Scopes scopes = batch.scopes();
    return new Scope(
        batch.text(scopes.name(row)),
        batch.text(scopes.version(row)),
        attributes(batch, scopes.attributesFrom(row), scopes.attributesTo(row)),
        scopes.droppedAttributes(row),
        batch.text(scopes.schemaUrl(row)));
  }

  /// The attributes of these rows, a key that stands twice among them included.
  public static List<Attribute> attributes(SpanBatch batch, int from, int to) {
    var attributes = new ArrayList<Attribute>(to - from);
    for (int row = from; row < to; row++) {
      attributes.add(new Attribute(batch.text(batch.attributes().key(row)), value(batch, row)));
    }
    return attributes;
  }

  /// The value of an attribute's row.
  public static AttributeValue value(SpanBatch batch, int row) {
    Attributes attributes = batch.attributes();
    long value = attributes.value(row);
    return switch (attributes.type(row)) {
      case BOOL, INT, DOUBLE -> EncodedValues.ofNumber(attributes.type(row), value);
      case EMPTY, STRING, ARRAY, MAP, BYTES ->
          EncodedValues.decode(
              attributes.type(row),
              batch.bytes(),
              Slice.offset(value),
              Slice.offset(value) + Slice.length(value));
    };
  }

  private static List<SpanEvent> events(SpanBatch batch, int span) {
    Events events = batch.events();
    var list = new ArrayList<SpanEvent>();
    for (int row = batch.spans().eventsFrom(span); row < batch.spans().eventsTo(span); row++) {
      list.add(
          new SpanEvent(
              events.timeNanos(row),
              batch.text(events.name(row)),
              attributes(batch, events.attributesFrom(row), events.attributesTo(row)),
              events.droppedAttributes(row)));
    }
    return list;
  }

  private static List<SpanLink> links(SpanBatch batch, int span) {
    Links links = batch.links();
    var list = new ArrayList<SpanLink>();
    for (int row = batch.spans().linksFrom(span); row < batch.spans().linksTo(span); row++) {
      list.add(
          new SpanLink(
              links.traceIdHigh(row),
              links.traceIdLow(row),
              links.spanId(row),
              batch.text(links.traceState(row)),
              links.flags(row),
              attributes(batch, links.attributesFrom(row), links.attributesTo(row)),
              links.droppedAttributes(row)));
    }
    return list;
  }
}
