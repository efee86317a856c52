package dev.clew.model;

import java.util.List;

/// The instrumentation that recorded a span.
public record Scope(
    String name,
    String version,
    List<Attribute> attributes,
    int droppedAttributes,
    String schemaUrl) {
  public static final Scope EMPTY = new Scope("", "", List.of(), 0, "");

  public Scope {
    attributes = List.copyOf(attributes);
  }
}
