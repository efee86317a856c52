package dev.clew.serve.api;

import dev.clew.model.Attribute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What counts of attributes whose keys may come twice.
public final class LastAttributes {
  private LastAttributes() {}

  /// Of each key the last attribute, in the order of the input.
  public static List<Attribute> of(List<Attribute> attributes) {
    Set<String> keys = new HashSet<>();
    boolean repeats = attributes.stream().anyMatch(attribute -> !keys.add(attribute.key()));
    if (!repeats) {
      return attributes;
    }
    keys.clear();
    return attributes.reversed().stream()
        .filter(attribute -> keys.add(attribute.key()))
        .toList()
        .reversed();
  }
}
