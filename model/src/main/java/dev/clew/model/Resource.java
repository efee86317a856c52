package dev.clew.model;

import java.util.List;

/// What produced a span: a process, its host, its service.
public record Resource(List<Attribute> attributes, int droppedAttributes, String schemaUrl) {
  public static final Resource EMPTY = new Resource(List.of(), 0, "");

  public Resource {
    attributes = List.copyOf(attributes);
  }

  public static Resource of(Attribute... attributes) {
    return new Resource(List.of(attributes), 0, "");
  }

  /// The text of `service.name`, or an empty text where the resource names no service.
  public String serviceName() {
    String name = "";
    for (Attribute attribute : attributes) {
      if (attribute.key().equals("service.name")
          && attribute.value() instanceof AttributeValue.Text(var text)) {
        name = text;
      }
    }
    return name;
  }
}
