package dev.clew.wire.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.ValueType;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;
import dev.clew.wire.proto.ProtoWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Attribute values between their encoding and the model.
///
/// The encoding of a value without its type is what a slice of [Attributes#value(int)] holds: the
/// content of a `STRING` or `BYTES`, the `ArrayValue` or `KeyValueList` message of an `ARRAY` or
/// `MAP`, and nothing for an `EMPTY`. Numbers have no such encoding.
public final class EncodedValues {
  /// How deep values may stand in values.
  public static final int MAX_DEPTH = 32;

  private EncodedValues() {}

  /// The value of an encoding that [OtlpReader] has let pass.
  public static AttributeValue decode(ValueType type, byte[] bytes) {
    return decode(type, bytes, 0, bytes.length);
  }

  static AttributeValue decode(ValueType type, byte[] bytes, int from, int to) {
    try {
      return switch (type) {
        case EMPTY -> new AttributeValue.Empty();
        case STRING ->
            new AttributeValue.Text(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        case BYTES -> new AttributeValue.Bytes(Arrays.copyOfRange(bytes, from, to));
        case ARRAY -> array(bytes, new ProtoReader(bytes, from, to), 1);
        case MAP -> map(bytes, new ProtoReader(bytes, from, to), 1);
        case BOOL, INT, DOUBLE ->
            throw new IllegalArgumentException(
                "needs a type that is encoded as bytes, got " + type);
      };
    } catch (MalformedException e) {
      throw new IllegalArgumentException("needs an encoded " + type + ": " + e.getMessage(), e);
    }
  }

  /// The value that a number of [Attributes#value(int)] stands for.
  public static AttributeValue ofNumber(ValueType type, long bits) {
    return switch (type) {
      case BOOL -> new AttributeValue.Bool(bits != 0);
      case INT -> new AttributeValue.Int(bits);
      case DOUBLE -> new AttributeValue.Real(Double.longBitsToDouble(bits));
      case EMPTY, STRING, ARRAY, MAP, BYTES ->
          throw new IllegalArgumentException("needs a type that is held as a number, got " + type);
    };
  }

  /// The encoding that [#decode(ValueType, byte[])] reads.
  public static byte[] encode(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Empty _ -> new byte[0];
      case AttributeValue.Text(var text) -> text.getBytes(StandardCharsets.UTF_8);
      case AttributeValue.Bytes(var bytes) -> bytes;
      case AttributeValue.Array(var values) -> encodeArray(values).toBytes();
      case AttributeValue.Map(var entries) -> encodeMap(entries).toBytes();
      case AttributeValue.Bool _, AttributeValue.Int _, AttributeValue.Real _ ->
          throw new IllegalArgumentException(
              "needs a value that is encoded as bytes, got " + value.type());
    };
  }

  /// Writes a `KeyValue` message as a field.
  static void write(ProtoWriter out, int tag, Attribute attribute) {
    int mark = out.begin(tag);
    out.text(Tags.KEY, attribute.key());
    write(out, Tags.VALUE, attribute.value());
    out.end(mark);
  }

  /// Writes an `AnyValue` message as a field.
  static void write(ProtoWriter out, int tag, AttributeValue value) {
    int mark = out.begin(tag);
    switch (value) {
      case AttributeValue.Empty _ -> {}
      case AttributeValue.Text(var text) -> out.text(Tags.STRING_VALUE, text);
      case AttributeValue.Bool(var bool) -> out.varint(Tags.BOOL_VALUE, bool ? 1 : 0);
      case AttributeValue.Int(var number) -> out.varint(Tags.INT_VALUE, number);
      case AttributeValue.Real(var number) ->
          out.fixed64(Tags.DOUBLE_VALUE, Double.doubleToRawLongBits(number));
      case AttributeValue.Array _ -> out.bytes(Tags.ARRAY_VALUE, encode(value));
      case AttributeValue.Map _ -> out.bytes(Tags.MAP_VALUE, encode(value));
      case AttributeValue.Bytes(var bytes) -> out.bytes(Tags.BYTES_VALUE, bytes);
    }
    out.end(mark);
  }

  private static ProtoWriter encodeArray(List<AttributeValue> values) {
    var out = new ProtoWriter();
    for (AttributeValue value : values) {
      write(out, Tags.VALUES, value);
    }
    return out;
  }

  private static ProtoWriter encodeMap(List<Attribute> entries) {
    var out = new ProtoWriter();
    for (Attribute entry : entries) {
      write(out, Tags.VALUES, entry);
    }
    return out;
  }

  private static AttributeValue array(byte[] bytes, ProtoReader in, int depth)
      throws MalformedException {
    var values = new ArrayList<AttributeValue>();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.VALUES) {
        int outer = in.enter();
        values.add(value(bytes, in, depth, new AttributeValue.Empty()));
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return new AttributeValue.Array(values);
  }

  private static AttributeValue map(byte[] bytes, ProtoReader in, int depth)
      throws MalformedException {
    var entries = new ArrayList<Attribute>();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.VALUES) {
        int outer = in.enter();
        entries.add(entry(bytes, in, depth));
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return new AttributeValue.Map(entries);
  }

  private static Attribute entry(byte[] bytes, ProtoReader in, int depth)
      throws MalformedException {
    String key = "";
    AttributeValue value = new AttributeValue.Empty();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.KEY -> key = Slice.text(bytes, AttributeReader.slice(in));
        case Tags.VALUE -> {
          int outer = in.enter();
          value = value(bytes, in, depth, value);
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
    return new Attribute(key, value);
  }

  /// Reads an `AnyValue`, of which `before` was read already.
  private static AttributeValue value(
      byte[] bytes, ProtoReader in, int depth, AttributeValue before) throws MalformedException {
    AttributeValue value = before;
    while (in.hasMore()) {
      int tag = in.tag();
      value =
          switch (tag) {
            case Tags.STRING_VALUE ->
                new AttributeValue.Text(Slice.text(bytes, AttributeReader.slice(in)));
            case Tags.BOOL_VALUE -> new AttributeValue.Bool(in.varint() != 0);
            case Tags.INT_VALUE -> new AttributeValue.Int(in.varint());
            case Tags.DOUBLE_VALUE ->
                new AttributeValue.Real(Double.longBitsToDouble(in.fixed64()));
            case Tags.ARRAY_VALUE, Tags.MAP_VALUE -> container(bytes, in, tag, depth + 1);
            case Tags.BYTES_VALUE -> {
              int length = in.length();
              int from = in.position();
              in.advance(length);
              yield new AttributeValue.Bytes(Arrays.copyOfRange(bytes, from, from + length));
            }
            default -> {
              in.skip(tag);
              yield value;
            }
          };
    }
    return value;
  }

  private static AttributeValue container(byte[] bytes, ProtoReader in, int tag, int depth)
      throws MalformedException {
    checkDepth(depth, in);
    int outer = in.enter();
    AttributeValue value =
        tag == Tags.ARRAY_VALUE ? array(bytes, in, depth) : map(bytes, in, depth);
    in.leave(outer);
    return value;
  }

  /// Checks all of an `ArrayValue` or a `KeyValueList`, so that decoding it later can not fail.
  static void check(ProtoReader in, ValueType container) throws MalformedException {
    checkValues(in, container == ValueType.MAP, 1);
  }

  private static void checkValues(ProtoReader in, boolean isMap, int depth)
      throws MalformedException {
    checkDepth(depth, in);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != Tags.VALUES) {
        in.skip(tag);
        continue;
      }
      int outer = in.enter();
      if (isMap) {
        checkEntry(in, depth);
      } else {
        checkValue(in, depth);
      }
      in.leave(outer);
    }
  }

  private static void checkEntry(ProtoReader in, int depth) throws MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.VALUE) {
        int outer = in.enter();
        checkValue(in, depth);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private static void checkValue(ProtoReader in, int depth) throws MalformedException {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == Tags.ARRAY_VALUE || tag == Tags.MAP_VALUE) {
        int outer = in.enter();
        checkValues(in, tag == Tags.MAP_VALUE, depth + 1);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private static void checkDepth(int depth, ProtoReader in) throws MalformedException {
    if (depth > MAX_DEPTH) {
      throw new MalformedException(
          "attribute values must not nest deeper than " + MAX_DEPTH, in.position());
    }
  }
}
