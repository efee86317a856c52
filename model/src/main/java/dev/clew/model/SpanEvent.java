package dev.clew.model;

import java.util.List;

/// Something that happened at one moment of a span.
public record SpanEvent(
    long timeNanos, String name, List<Attribute> attributes, int droppedAttributes) {
  public SpanEvent {
    attributes = List.copyOf(attributes);
  }
}
