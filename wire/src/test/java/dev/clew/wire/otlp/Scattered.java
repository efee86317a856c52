package dev.clew.wire.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.clew.testkit.Gen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Encodes a message as no client does but any may: fields in any order, messages in pieces, a
/// field twice.
final class Scattered {
  private final Gen gen;

  Scattered(Gen gen) {
    this.gen = gen;
  }

  byte[] encode(Message message) throws IOException {
    var pieces = new ArrayList<List<byte[]>>();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      pieces.add(pieces(message, field.getKey(), field.getValue()));
    }
    for (var unknown : message.getUnknownFields().asMap().entrySet()) {
      var bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      unknown.getValue().writeTo(unknown.getKey(), out);
      out.flush();
      pieces.add(List.of(bytes.toByteArray()));
    }
    return shuffled(pieces);
  }

  private List<byte[]> pieces(Message parent, FieldDescriptor field, Object value)
      throws IOException {
    var pieces = new ArrayList<byte[]>();
    if (field.isRepeated()) {
      for (Object item : (List<?>) value) {
        pieces.add(piece(field, (Message) item));
      }
    } else if (field.getJavaType() != JavaType.MESSAGE) {
      if (gen.chance(0.1)) {
        pieces.add(scalar(parent, field, earlier(field)));
      }
      pieces.add(scalar(parent, field, value));
    } else if (field.getContainingOneof() == null && gen.chance(0.3)) {
      pieces.addAll(halves(field, (Message) value));
    } else {
      pieces.add(piece(field, (Message) value));
    }
    return pieces;
  }

  private static byte[] scalar(Message parent, FieldDescriptor field, Object value) {
    return parent.newBuilderForType().setField(field, value).build().toByteArray();
  }

  /// A value that does not count, as another comes behind it.
  private static Object earlier(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> 7;
      case LONG -> 7L;
      case FLOAT -> 7f;
      case DOUBLE -> 7d;
      case BOOLEAN -> true;
      case STRING -> "earlier";
      case BYTE_STRING -> ByteString.copyFromUtf8("earlier");
      case ENUM -> field.getEnumType().findValueByNumber(1);
      case MESSAGE -> throw new IllegalArgumentException(field + " is no scalar");
    };
  }

  /// A message in two pieces, each with some of its fields.
  private List<byte[]> halves(FieldDescriptor field, Message message) throws IOException {
    Message.Builder first = message.toBuilder();
    Message.Builder second = message.newBuilderForType();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      if (gen.chance(0.5)) {
        first.clearField(entry.getKey());
        second.setField(entry.getKey(), entry.getValue());
      }
    }
    return List.of(piece(field, first.build()), piece(field, second.build()));
  }

  private byte[] piece(FieldDescriptor field, Message value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(field.getNumber(), encode(value));
    out.flush();
    return bytes.toByteArray();
  }

  /// All pieces, in any order but that of one field's own.
  private byte[] shuffled(List<List<byte[]>> fields) throws IOException {
    var left = new ArrayList<>(fields.stream().map(ArrayList::new).toList());
    var out = new ByteArrayOutputStream();
    while (!left.isEmpty()) {
      List<byte[]> field = gen.oneOf(left);
      out.write(field.removeFirst());
      left.removeIf(List::isEmpty);
    }
    return out.toByteArray();
  }
}
