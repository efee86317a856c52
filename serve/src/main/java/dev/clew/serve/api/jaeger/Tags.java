package dev.clew.serve.api.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.serve.api.Json;
import dev.clew.serve.api.LastAttributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Jaeger's tags: attributes, and what else of a span Jaeger can only show as a tag.
///
/// @param raw leaves attributes in the order and form in which they came
record Tags(boolean raw) {
  List<Attribute> of(Span span) {
    var tags = new ArrayList<Attribute>();
    addText(tags, "otel.scope.name", span.scope().name());
    addText(tags, "otel.scope.version", span.scope().version());
    tags.addAll(shown(span.attributes()));
    if (span.kind() != SpanKind.UNSPECIFIED) {
      tags.add(Attribute.of("span.kind", Kinds.word(span.kind())));
    }
    if (span.status() != StatusCode.UNSET) {
      tags.add(Attribute.of("otel.status_code", span.status().name()));
    }
    if (span.hasError()) {
      tags.add(Attribute.of("error", true));
    }
    addText(tags, "otel.status_description", span.statusMessage());
    addText(tags, "w3c.tracestate", span.traceState());
    // Spans that came from Zipkin have some of these as attributes too.
    return LastAttributes.of(tags);
  }

  List<Attribute> of(Resource resource) {
    return shown(
        resource.attributes().stream()
            .filter(attribute -> !attribute.key().equals("service.name"))
            .toList());
  }

  List<Attribute> of(SpanEvent event) {
    var fields = new ArrayList<Attribute>();
    boolean named = event.attributes().stream().anyMatch(field -> field.key().equals("event"));
    if (!named) {
      addText(fields, "event", event.name());
    }
    fields.addAll(shown(event.attributes()));
    return fields;
  }

  private static void addText(List<Attribute> tags, String key, String text) {
    if (!text.isEmpty()) {
      tags.add(Attribute.of(key, text));
    }
  }

  private List<Attribute> shown(List<Attribute> attributes) {
    List<Attribute> last = LastAttributes.of(attributes);
    if (raw) {
      return last;
    }
    return last.stream()
        .map(Tags::withDottedAddress)
        .sorted(Comparator.comparing(Attribute::key))
        .toList();
  }

  /// Old clients send IPv4 addresses as numbers.
  private static Attribute withDottedAddress(Attribute attribute) {
    boolean isAddress = attribute.key().equals("ip") || attribute.key().equals("peer.ipv4");
    if (!isAddress || !(attribute.value() instanceof AttributeValue.Int(var number))) {
      return attribute;
    }
    int bits = (int) number;
    String dotted =
        "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    return Attribute.of(attribute.key(), dotted);
  }

  static void write(JsonGenerator json, List<Attribute> tags) throws IOException {
    json.writeStartArray();
    for (Attribute tag : tags) {
      json.writeStartObject();
      json.writeStringField("key", tag.key());
      json.writeStringField("type", type(tag.value()));
      json.writeFieldName("value");
      writeValue(json, tag.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String type(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Bool _ -> "bool";
      case AttributeValue.Int _ -> "int64";
      case AttributeValue.Real _ -> "float64";
      case AttributeValue.Bytes _ -> "binary";
      case AttributeValue.Text _,
          AttributeValue.Empty _,
          AttributeValue.Array _,
          AttributeValue.Map _ ->
          "string";
    };
  }

  private static void writeValue(JsonGenerator json, AttributeValue value) throws IOException {
    switch (value) {
      case AttributeValue.Empty _ -> json.writeString("");
      case AttributeValue.Array _, AttributeValue.Map _ -> json.writeString(Json.text(value));
      default -> Json.value(json, value);
    }
  }
}
