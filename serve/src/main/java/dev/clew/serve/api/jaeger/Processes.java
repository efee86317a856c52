package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The distinct resources of a trace under Jaeger's names `p1`, `p2`, and so on.
///
/// Owned by the thread that writes the trace.
final class Processes {
  /// What Jaeger calls the service of spans whose resource is empty.
  private static final String NO_SERVICE = "OTLPResourceNoServiceName";

  private record Origin(String service, List<Attribute> tags) {}

  private final Tags tags;
  private final Map<Origin, String> names = new LinkedHashMap<>();

  Processes(Tags tags) {
    this.tags = tags;
  }

  static String serviceOf(Resource resource) {
    return resource.attributes().isEmpty() ? NO_SERVICE : resource.serviceName();
  }

  String nameOf(Resource resource) {
    var origin = new Origin(serviceOf(resource), tags.of(resource));
    return names.computeIfAbsent(origin, _ -> "p" + (names.size() + 1));
  }

  /// The host a resource stands on, or an empty text.
  static String hostOf(Resource resource) {
    String host = "";
    for (Attribute attribute : resource.attributes()) {
      if (attribute.key().equals("ip")) {
        return text(attribute.value());
      } else if (attribute.key().equals("host.name")) {
        host = text(attribute.value());
      }
    }
    return host;
  }

  private static String text(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(var text) -> text;
      case AttributeValue.Int(var number) -> Long.toString(number);
      default -> "";
    };
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (var entry : names.entrySet()) {
      json.writeObjectFieldStart(entry.getValue());
      json.writeStringField("serviceName", entry.getKey().service());
      json.writeFieldName("tags");
      Tags.write(json, entry.getKey().tags());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
