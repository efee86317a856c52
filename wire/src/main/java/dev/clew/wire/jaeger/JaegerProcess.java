package dev.clew.wire.jaeger;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// What made a batch of spans, gathered field by field.
///
/// Owned by one thread.
final class JaegerProcess {
  /// What Jaeger calls the service of spans that came without one.
  private static final String NO_SERVICE = "OTLPResourceNoServiceName";

  private final List<Attribute> attributes = new ArrayList<>();

  void serviceName(String name) {
    if (!name.isEmpty() && !name.equals(NO_SERVICE)) {
      attributes.addFirst(Attribute.of("service.name", name));
    }
  }

  void tag(Attribute tag) throws MalformedException {
    if (attributes.size() == JaegerReader.MAX_PARTS) {
      throw new MalformedException(
          "a process must not have more than " + JaegerReader.MAX_PARTS + " tags");
    }
    attributes.add(inOtlp(tag));
  }

  private static Attribute inOtlp(Attribute tag) {
    return switch (tag.key()) {
      case "hostname" -> new Attribute("host.name", tag.value());
      case "jaeger.version" ->
          tag.value() instanceof AttributeValue.Text(String version)
              ? Attribute.of("opencensus.exporterversion", "Jaeger-" + version)
              : tag;
      default -> tag;
    };
  }

  Resource resource() {
    return new Resource(attributes, 0, "");
  }
}
