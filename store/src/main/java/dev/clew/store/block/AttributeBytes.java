package dev.clew.store.block;

import dev.clew.model.ValueType;
import dev.clew.wire.otlp.Tags;
import dev.clew.wire.proto.ProtoWriter;

/// Writes the content of `KeyValue` messages from the parts that columns hold.
public final class AttributeBytes {
  private AttributeBytes() {}

  /// An attribute whose value is held as a number.
  public static void writeNumber(ProtoWriter out, byte[] key, ValueType type, long value) {
    out.bytes(Tags.KEY, key);
    int mark = out.begin(Tags.VALUE);
    switch (type) {
      case BOOL -> out.varint(Tags.BOOL_VALUE, value);
      case INT -> out.varint(Tags.INT_VALUE, value);
      case DOUBLE -> out.fixed64(Tags.DOUBLE_VALUE, value);
      case EMPTY -> {}
      case STRING, BYTES, ARRAY, MAP ->
          throw new IllegalArgumentException("needs a type held as a number, got " + type);
    }
    out.end(mark);
  }

  /// An attribute whose value is held as bytes.
  public static void writeBytes(
      ProtoWriter out, byte[] key, ValueType type, byte[] source, int offset, int length) {
    out.bytes(Tags.KEY, key);
    int mark = out.begin(Tags.VALUE);
    out.bytes(tag(type), source, offset, length);
    out.end(mark);
  }

  private static int tag(ValueType type) {
    return switch (type) {
      case STRING -> Tags.STRING_VALUE;
      case BYTES -> Tags.BYTES_VALUE;
      case ARRAY -> Tags.ARRAY_VALUE;
      case MAP -> Tags.MAP_VALUE;
      case EMPTY, BOOL, INT, DOUBLE ->
          throw new IllegalArgumentException("needs a type held as bytes, got " + type);
    };
  }
}
