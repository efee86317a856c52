package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import java.io.IOException;
import java.util.List;

/// Writes attributes and their values as OTLP/JSON has them.
final class JsonValues {
  private JsonValues() {}

  static void writeEntries(JsonGenerator json, List<Attribute> entries) throws IOException {
    json.writeStartArray();
    for (Attribute entry : entries) {
      json.writeStartObject();
      json.writeStringField("key", entry.key());
      json.writeFieldName("value");
      writeValue(json, entry.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  // As deep as values nest, which the reader bounds.
  static void writeValue(JsonGenerator json, AttributeValue value) throws IOException {
    json.writeStartObject();
    switch (value) {
      case AttributeValue.Empty _ -> {}
      case AttributeValue.Text(var text) -> json.writeStringField("stringValue", text);
      case AttributeValue.Bool(var bool) -> json.writeBooleanField("boolValue", bool);
      case AttributeValue.Int(var number) ->
          json.writeStringField("intValue", Long.toString(number));
      // What is no number in JSON, Jackson writes as the words that OTLP has for it.
      case AttributeValue.Real(var number) -> json.writeNumberField("doubleValue", number);
      case AttributeValue.Bytes(var bytes) -> json.writeBinaryField("bytesValue", bytes);
      case AttributeValue.Array(var values) -> writeArray(json, values);
      case AttributeValue.Map(var entries) -> {
        json.writeObjectFieldStart("kvlistValue");
        json.writeFieldName("values");
        writeEntries(json, entries);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static void writeArray(JsonGenerator json, List<AttributeValue> values)
      throws IOException {
    json.writeObjectFieldStart("arrayValue");
    json.writeArrayFieldStart("values");
    for (AttributeValue value : values) {
      writeValue(json, value);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
