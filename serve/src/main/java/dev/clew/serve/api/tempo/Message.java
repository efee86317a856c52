package dev.clew.serve.api.tempo;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.wire.proto.ProtoWriter;
import dev.clew.wire.proto.WireType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A protobuf message in the making: its fields are said once, and written as bytes or as JSON.
///
/// Zeroes and what is empty are left out, as protobuf does, but for what [#set] sets. Owned by one
/// thread.
final class Message {
  private final List<Field> fields = new ArrayList<>();

  private record Field(int number, String name, Content content) {}

  /// What a field holds.
  sealed interface Content {
    record Text(String value) implements Content {}

    record Bool(boolean value) implements Content {}

    /// At most 32 bits: a number in JSON.
    record Small(long value) implements Content {}

    /// 64 bits: a text in JSON, since JavaScript's numbers would not hold it.
    record Large(long value) implements Content {}

    record Real(double value) implements Content {}

    /// Of an enumeration.
    record Word(int number, String name) implements Content {}

    record One(Message value) implements Content {}

    record Many(List<Message> values) implements Content {}

    record Texts(List<String> values) implements Content {}

    record ByKey(Map<String, Message> values) implements Content {}
  }

  /// Sets a field whatever it holds.
  Message set(int number, String name, Content content) {
    fields.add(new Field(number, name, content));
    return this;
  }

  Message text(int number, String name, String value) {
    return value.isEmpty() ? this : set(number, name, new Content.Text(value));
  }

  Message small(int number, String name, long value) {
    return value == 0 ? this : set(number, name, new Content.Small(value));
  }

  Message large(int number, String name, long value) {
    return value == 0 ? this : set(number, name, new Content.Large(value));
  }

  Message one(int number, String name, Message value) {
    return set(number, name, new Content.One(value));
  }

  Message many(int number, String name, List<Message> values) {
    return values.isEmpty() ? this : all(number, name, values);
  }

  /// Many, which JSON shows also when there are none.
  Message all(int number, String name, List<Message> values) {
    return set(number, name, new Content.Many(values));
  }

  /// Texts, which JSON shows also when there are none.
  Message texts(int number, String name, List<String> values) {
    return set(number, name, new Content.Texts(values));
  }

  Message byKey(int number, String name, Map<String, Message> values) {
    return values.isEmpty() ? this : set(number, name, new Content.ByKey(values));
  }

  byte[] toBytes() {
    var out = new ProtoWriter();
    write(out);
    return out.toBytes();
  }

  private void write(ProtoWriter out) {
    for (Field field : fields) {
      switch (field.content()) {
        case Content.Text(var text) -> out.text(bytes(field.number()), text);
        case Content.Bool(var truth) -> out.varint(varint(field.number()), truth ? 1 : 0);
        case Content.Small(var value) -> out.varint(varint(field.number()), value);
        case Content.Large(var value) -> out.varint(varint(field.number()), value);
        case Content.Word(int value, _) -> out.varint(varint(field.number()), value);
        case Content.Real(var value) ->
            out.fixed64(field.number() << 3 | WireType.FIXED64, Double.doubleToRawLongBits(value));
        case Content.One(var message) -> message.write(out, field.number());
        case Content.Many(var messages) ->
            messages.forEach(each -> each.write(out, field.number()));
        case Content.Texts(var texts) ->
            texts.forEach(text -> out.text(bytes(field.number()), text));
        case Content.ByKey(var entries) ->
            entries.forEach((key, value) -> entry(key, value).write(out, field.number()));
      }
    }
  }

  private void write(ProtoWriter out, int number) {
    int mark = out.begin(bytes(number));
    write(out);
    out.end(mark);
  }

  private static Message entry(String key, Message value) {
    return new Message().text(1, "key", key).one(2, "value", value);
  }

  private static int varint(int number) {
    return number << 3 | WireType.VARINT;
  }

  private static int bytes(int number) {
    return number << 3 | WireType.LENGTH;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFields(json);
    json.writeEndObject();
  }

  /// Writes the fields into an object that is open.
  void writeFields(JsonGenerator json) throws IOException {
    for (Field field : fields) {
      json.writeFieldName(field.name());
      write(json, field.content());
    }
  }

  private static void write(JsonGenerator json, Content content) throws IOException {
    switch (content) {
      case Content.Text(var text) -> json.writeString(text);
      case Content.Bool(var truth) -> json.writeBoolean(truth);
      case Content.Small(var value) -> json.writeNumber(value);
      case Content.Large(var value) -> json.writeString(Long.toString(value));
      case Content.Real(var value) -> real(json, value);
      case Content.Word(_, var name) -> json.writeString(name);
      case Content.One(var message) -> message.write(json);
      case Content.Many(var messages) -> {
        json.writeStartArray();
        for (Message message : messages) {
          message.write(json);
        }
        json.writeEndArray();
      }
      case Content.Texts(var texts) -> {
        json.writeStartArray();
        for (String text : texts) {
          json.writeString(text);
        }
        json.writeEndArray();
      }
      case Content.ByKey(var entries) -> {
        json.writeStartObject();
        for (var entry : entries.entrySet()) {
          json.writeFieldName(entry.getKey());
          entry.getValue().write(json);
        }
        json.writeEndObject();
      }
    }
  }

  private static void real(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }
}
