package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;

/// Writes attribute values as the texts that formats with nothing but texts have for them: a text
/// as it is, everything else as JSON, bytes in base64.
public final class PlainJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private PlainJson() {}

  public static String text(AttributeValue value) {
    return value instanceof AttributeValue.Text(String text)
        ? text
        : value instanceof AttributeValue.Empty ? "" : json(value);
  }

  /// Attributes as an object; of those with one key the last.
  public static String object(List<Attribute> attributes) {
    return json(new AttributeValue.Map(attributes));
  }

  private static String json(AttributeValue value) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    // Bytes alone need no quotes.
    return value instanceof AttributeValue.Bytes
        ? text.toString().replace("\"", "")
        : text.toString();
  }

  private static void write(JsonGenerator json, AttributeValue value) throws IOException {
    switch (value) {
      case AttributeValue.Empty _ -> json.writeNull();
      case AttributeValue.Text(var text) -> json.writeString(text);
      case AttributeValue.Bool(var truth) -> json.writeBoolean(truth);
      case AttributeValue.Int(var number) -> json.writeNumber(number);
      case AttributeValue.Real(var number) -> json.writeNumber(number);
      case AttributeValue.Bytes(var bytes) -> json.writeBinary(bytes);
      case AttributeValue.Array(var values) -> {
        json.writeStartArray();
        for (AttributeValue each : values) {
          write(json, each);
        }
        json.writeEndArray();
      }
      case AttributeValue.Map(var entries) -> writeMap(json, entries);
    }
  }

  private static void writeMap(JsonGenerator json, List<Attribute> entries) throws IOException {
    var last = new LinkedHashMap<String, AttributeValue>();
    entries.forEach(entry -> last.put(entry.key(), entry.value()));
    json.writeStartObject();
    for (var entry : last.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }
}
