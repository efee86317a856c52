package dev.clew.model;

import java.util.List;

/// A pointer from a span to a span of this or another trace; ids as they came, so they may be zero.
public record SpanLink(
    long traceIdHigh,
    long traceIdLow,
    long spanId,
    String traceState,
    int flags,
    List<Attribute> attributes,
    int droppedAttributes) {
  public SpanLink {
    attributes = List.copyOf(attributes);
  }
}
