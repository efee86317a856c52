package dev.clew.model;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What an attribute holds.
public sealed interface AttributeValue {
  record Empty() implements AttributeValue {}

  record Text(String value) implements AttributeValue {}

  record Bool(boolean value) implements AttributeValue {}

  record Int(long value) implements AttributeValue {}

  record Real(double value) implements AttributeValue {}

  record Array(List<AttributeValue> values) implements AttributeValue {
    public Array {
      values = List.copyOf(values);
    }
  }

  record Map(List<Attribute> entries) implements AttributeValue {
    public Map {
      entries = List.copyOf(entries);
    }
  }

  /// Bytes, copied on the way in and out and compared by content.
  @SuppressWarnings("ArrayRecordComponent") // what the check warns of is mended below
  record Bytes(byte[] value) implements AttributeValue {
    public Bytes {
      value = value.clone();
    }

    @Override
    public byte[] value() {
      return value.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes(var bytes) && Arrays.equals(value, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    /// In hex, so that equal ones are written alike.
    @Override
    public String toString() {
      return "Bytes[value=" + HexFormat.of().formatHex(value) + "]";
    }
  }

  default ValueType type() {
    return switch (this) {
      case Empty _ -> ValueType.EMPTY;
      case Text _ -> ValueType.STRING;
      case Bool _ -> ValueType.BOOL;
      case Int _ -> ValueType.INT;
      case Real _ -> ValueType.DOUBLE;
      case Array _ -> ValueType.ARRAY;
      case Map _ -> ValueType.MAP;
      case Bytes _ -> ValueType.BYTES;
    };
  }
}
