package dev.clew.wire.otlp;

import dev.clew.model.ValueType;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;

/// Reads `KeyValue` messages into rows; values in values stay encoded, but are checked.
///
/// Owned by the thread that reads the batch.
final class AttributeReader {
  private final ProtoReader in;
  private final Attributes rows;
  private final RowBudget budget;

  // What the value that is being read has said so far; the last member counts.
  private ValueType type = ValueType.EMPTY;
  private long value;
  private boolean strange;

  AttributeReader(ProtoReader in, Attributes rows, RowBudget budget) {
    this.in = in;
    this.rows = rows;
    this.budget = budget;
  }

  /// Reads one attribute; true when it says something that a row cannot hold.
  boolean read() throws MalformedException {
    budget.take(RowBudget.ATTRIBUTE);
    long key = Slice.EMPTY;
    type = ValueType.EMPTY;
    value = 0;
    strange = false;
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.KEY -> key = slice(in);
        case Tags.VALUE -> readValue();
        default -> skip(tag);
      }
    }
    in.leave(outer);
    rows.add(key, type, value);
    return strange;
  }

  private void readValue() throws MalformedException {
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case Tags.STRING_VALUE -> set(ValueType.STRING, slice(in));
        case Tags.BOOL_VALUE -> set(ValueType.BOOL, in.varint() == 0 ? 0 : 1);
        case Tags.INT_VALUE -> set(ValueType.INT, in.varint());
        case Tags.DOUBLE_VALUE -> set(ValueType.DOUBLE, in.fixed64());
        case Tags.ARRAY_VALUE -> set(ValueType.ARRAY, checked(ValueType.ARRAY));
        case Tags.MAP_VALUE -> set(ValueType.MAP, checked(ValueType.MAP));
        case Tags.BYTES_VALUE -> set(ValueType.BYTES, slice(in));
        default -> skip(tag);
      }
    }
    in.leave(outer);
  }

  private void set(ValueType newType, long newValue) {
    // A list in pieces: the row has the last of them, all of them are kept.
    strange |= newType == type && (newType == ValueType.ARRAY || newType == ValueType.MAP);
    type = newType;
    value = newValue;
  }

  private void skip(int tag) throws MalformedException {
    in.skip(tag);
    strange = true;
  }

  private long checked(ValueType container) throws MalformedException {
    int outer = in.enter();
    int from = in.position();
    EncodedValues.check(in, container);
    long slice = Slice.of(from, in.position() - from);
    in.leave(outer);
    return slice;
  }

  /// Reads a length and passes over what follows.
  static long slice(ProtoReader in) throws MalformedException {
    int length = in.length();
    int from = in.position();
    in.advance(length);
    return Slice.of(from, length);
  }
}
