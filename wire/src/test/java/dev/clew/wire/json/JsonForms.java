package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.clew.testkit.Gen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes a message of OTLP's published classes as OTLP/JSON, every part of it in one of the forms
/// that a reader has to take, chosen at random.
final class JsonForms {
  private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

  private final Gen gen;
  private final JsonGenerator json;

  private JsonForms(Gen gen, JsonGenerator json) {
    this.gen = gen;
    this.json = json;
  }

  static byte[] write(Message message, Gen gen) throws IOException {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      new JsonForms(gen, json).write(message);
    }
    return out.toByteArray();
  }

  private void write(Message message) throws IOException {
    json.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      writeNoise();
      json.writeFieldName(
          gen.chance(0.8) ? field.getKey().getJsonName() : field.getKey().getName());
      writeField(field.getKey(), field.getValue());
    }
    writeNoise();
    json.writeEndObject();
  }

  /// What a reader passes over: members of the future, and nulls.
  private void writeNoise() throws IOException {
    if (gen.chance(0.05)) {
      json.writeFieldName("future");
      json.writeRawValue("{\"a\":[1,{\"traceId\":\"no id\"},null],\"name\":7}");
    }
    if (gen.chance(0.05)) {
      json.writeNullField(gen.oneOf(List.of("attributes", "name", "value", "flags", "status")));
    }
  }

  private void writeField(FieldDescriptor field, Object value) throws IOException {
    if (!field.isRepeated()) {
      writeOne(field, value);
      return;
    }
    json.writeStartArray();
    for (Object item : (List<?>) value) {
      writeOne(field, item);
    }
    json.writeEndArray();
  }

  private void writeOne(FieldDescriptor field, Object value) throws IOException {
    switch (value) {
      case Message message -> write(message);
      case String text -> json.writeString(text);
      case Boolean bool -> json.writeBoolean(bool);
      case EnumValueDescriptor constant -> writeEnum(constant);
      case ByteString bytes when IDS.contains(field.getName()) -> writeHex(bytes.toByteArray());
      case ByteString bytes -> writeBase64(bytes.toByteArray());
      case Double number when Double.isFinite(number) -> writeNumber(Double.toString(number));
      case Double number -> json.writeString(Double.toString(number));
      case Integer number -> writeNumber(Integer.toUnsignedString(number));
      case Long number when field.getType() == FieldDescriptor.Type.FIXED64 ->
          writeNumber(Long.toUnsignedString(number));
      case Long number -> writeNumber(Long.toString(number));
      default -> throw new IllegalArgumentException("no form for " + field);
    }
  }

  private void writeNumber(String text) throws IOException {
    if (gen.chance(0.5)) {
      json.writeString(text);
    } else {
      json.writeNumber(text);
    }
  }

  private void writeEnum(EnumValueDescriptor constant) throws IOException {
    if (gen.chance(0.5)) {
      json.writeString(constant.getName());
    } else {
      writeNumber(Integer.toString(constant.getNumber()));
    }
  }

  private void writeHex(byte[] id) throws IOException {
    HexFormat hex = gen.chance(0.5) ? HexFormat.of() : HexFormat.of().withUpperCase();
    json.writeString(hex.formatHex(id));
  }

  private void writeBase64(byte[] bytes) throws IOException {
    Base64.Encoder encoder = gen.chance(0.5) ? Base64.getEncoder() : Base64.getUrlEncoder();
    json.writeString((gen.chance(0.5) ? encoder : encoder.withoutPadding()).encodeToString(bytes));
  }
}
