package dev.clew.serve.api.jaeger;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What some clients say of the library with each span, and what belongs to the resource.
///
/// @param span without them, of a resource that has them
/// @param conflicts the keys of those that stay, since the resource says something else
record LibraryAttributes(Span span, List<String> conflicts) {
  private static final Set<String> KEYS =
      Set.of(
          "telemetry.sdk.language",
          "telemetry.sdk.name",
          "telemetry.sdk.version",
          "telemetry.distro.name",
          "telemetry.distro.version");

  LibraryAttributes {
    conflicts = List.copyOf(conflicts);
  }

  static LibraryAttributes moved(Span span) {
    if (span.attributes().stream().noneMatch(each -> KEYS.contains(each.key()))) {
      return new LibraryAttributes(span, List.of());
    }
    var conflicts = new ArrayList<String>();
    var own = new ArrayList<Attribute>();
    var resource = new ArrayList<>(span.resource().attributes());
    for (Attribute each : span.attributes()) {
      Optional<AttributeValue> known = find(resource, each.key());
      if (!KEYS.contains(each.key())) {
        own.add(each);
      } else if (known.isEmpty()) {
        resource.add(each);
      } else if (!known.get().equals(each.value())) {
        own.add(each);
        conflicts.add(each.key());
      }
    }
    return new LibraryAttributes(with(span, own, resource), conflicts);
  }

  private static Optional<AttributeValue> find(List<Attribute> attributes, String key) {
    return attributes.stream()
        .filter(each -> each.key().equals(key))
        .map(Attribute::value)
        .findFirst();
  }

  private static Span with(Span span, List<Attribute> attributes, List<Attribute> ofResource) {
    Resource old = span.resource();
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        span.flags(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        span.statusMessage(),
        attributes,
        span.events(),
        span.links(),
        span.droppedAttributes(),
        span.droppedEvents(),
        span.droppedLinks(),
        new Resource(ofResource, old.droppedAttributes(), old.schemaUrl()),
        span.scope());
  }
}
