package dev.clew.serve.api.clew;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.query.Value;
import dev.clew.serve.api.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Writes values with their types.
final class ValueWriter {
  private ValueWriter() {}

  static void write(JsonGenerator json, List<Value> values) throws IOException {
    json.writeStartArray();
    for (Value value : values) {
      json.writeStartObject();
      members(json, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The type of a value, and the value.
  static void members(JsonGenerator json, Value value) throws IOException {
    json.writeStringField("type", type(value));
    json.writeFieldName("value");
    switch (value) {
      case Value.Nil _ -> json.writeNull();
      case Value.Bool(var truth) -> json.writeBoolean(truth);
      case Value.Int(var number) -> Json.integer(json, number);
      case Value.Real(var number) -> Json.real(json, number);
      case Value.Text(var text) -> json.writeString(text);
      case Value.Nanos(var nanos) -> Json.integer(json, nanos);
      case Value.Status(var status) -> json.writeString(word(status));
      case Value.Kind(var kind) -> json.writeString(word(kind));
      case Value.Items(var values) -> write(json, values);
      case Value.Other(var other) -> Json.value(json, other);
    }
  }

  private static String type(Value value) {
    return switch (value) {
      case Value.Nil _ -> "nil";
      case Value.Bool _ -> "bool";
      case Value.Int _ -> "int";
      case Value.Real _ -> "double";
      case Value.Text _ -> "string";
      case Value.Nanos _ -> "duration";
      case Value.Status _ -> "status";
      case Value.Kind _ -> "kind";
      case Value.Items _ -> "array";
      case Value.Other(var other) -> word(other.type());
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
