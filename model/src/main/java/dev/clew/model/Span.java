package dev.clew.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One unit of work of a trace, as its client sent it: for the edges of the house, where spans are
/// few. The store and the scans work on columns instead.
public record Span(
    TraceId traceId,
    SpanId spanId,
    @Nullable SpanId parentSpanId,
    String traceState,
    int flags,
    String name,
    SpanKind kind,
    long startNanos,
    long endNanos,
    StatusCode status,
    String statusMessage,
    List<Attribute> attributes,
    List<SpanEvent> events,
    List<SpanLink> links,
    int droppedAttributes,
    int droppedEvents,
    int droppedLinks,
    Resource resource,
    Scope scope) {
  public Span {
    attributes = List.copyOf(attributes);
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  /// Never negative: a span that ends before it starts, or has not ended, lasts 0.
  public long durationNanos() {
    return Durations.between(startNanos, endNanos);
  }

  public boolean isRoot() {
    return parentSpanId == null;
  }

  public boolean hasError() {
    return status == StatusCode.ERROR;
  }
}
