package dev.clew.query;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import java.util.List;

/// Makes a span with little to it, but for what a test is about. Owned by one thread.
public final class SpanMaker {
  private final TraceId trace;
  private final long id;
  private long parent;
  private String name = "work";
  private String traceState = "";
  private SpanKind kind = SpanKind.INTERNAL;
  private StatusCode status = StatusCode.UNSET;
  private String statusMessage = "";
  private long startNanos = 100;
  private long endNanos = 110;
  private Resource resource = Resource.EMPTY;
  private Scope scope = Scope.EMPTY;
  private List<Attribute> attributes = List.of();
  private List<SpanEvent> events = List.of();
  private List<SpanLink> links = List.of();

  private SpanMaker(TraceId trace, long id) {
    this.trace = trace;
    this.id = id;
  }

  public static SpanMaker span(long trace, long id) {
    return span(new TraceId(0, trace), id);
  }

  static SpanMaker span(TraceId trace, long id) {
    return new SpanMaker(trace, id);
  }

  /// A span of this identity with another one's content.
  static Span as(Span content, Span identity) {
    return new Span(
        identity.traceId(),
        identity.spanId(),
        content.parentSpanId(),
        content.traceState(),
        content.flags(),
        content.name(),
        identity.kind(),
        content.startNanos(),
        content.endNanos(),
        content.status(),
        content.statusMessage(),
        content.attributes(),
        content.events(),
        content.links(),
        content.droppedAttributes(),
        content.droppedEvents(),
        content.droppedLinks(),
        content.resource(),
        content.scope());
  }

  /// Under the span of this id; 0 for none.
  public SpanMaker under(long newParent) {
    parent = newParent;
    return this;
  }

  public SpanMaker named(String newName) {
    name = newName;
    return this;
  }

  /// With this W3C `tracestate`.
  public SpanMaker sampled(String newState) {
    traceState = newState;
    return this;
  }

  public SpanMaker of(SpanKind newKind) {
    kind = newKind;
    return this;
  }

  public SpanMaker ended(StatusCode newStatus, String message) {
    status = newStatus;
    statusMessage = message;
    return this;
  }

  public SpanMaker at(long newStart, long newEnd) {
    startNanos = newStart;
    endNanos = newEnd;
    return this;
  }

  public SpanMaker by(String service) {
    return by(Resource.of(Attribute.of("service.name", service)), Scope.EMPTY);
  }

  SpanMaker by(Resource newResource, Scope newScope) {
    resource = newResource;
    scope = newScope;
    return this;
  }

  public SpanMaker with(Attribute... newAttributes) {
    attributes = List.of(newAttributes);
    return this;
  }

  public SpanMaker with(List<SpanEvent> newEvents, List<SpanLink> newLinks) {
    events = List.copyOf(newEvents);
    links = List.copyOf(newLinks);
    return this;
  }

  public Span make() {
    return new Span(
        trace,
        new SpanId(id),
        parent == 0 ? null : new SpanId(parent),
        traceState,
        0,
        name,
        kind,
        startNanos,
        endNanos,
        status,
        statusMessage,
        attributes,
        events,
        links,
        0,
        0,
        0,
        resource,
        scope);
  }
}
