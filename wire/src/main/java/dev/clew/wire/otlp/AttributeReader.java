package dev.clew.wire.otlp;

import dev.clew.model.ValueType;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.ProtoReader;

/// Reads `KeyValue` messages into rows; values in values stay encoded, but are checked.
///
/// Owned by the thread that reads the batch.
final class AttributeReader {
  private static final int NONE = -1;

  /// The tags and lengths of a value that is a short text.
  private static final int PLAIN_BYTES = 4;

  private final byte[] bytes;
  private final ProtoReader in;
  private final Attributes rows;
  private final Repeats repeats;
  private final RowBudget budget;

  // What the value that is being read has said so far; the last member counts.
  private ValueType type = ValueType.EMPTY;
  private long value;
  private boolean strange;

  AttributeReader(byte[] bytes, ProtoReader in, SpanTables tables, RowBudget budget) {
    this.bytes = bytes;
    this.in = in;
    rows = tables.attributes();
    repeats = tables.repeats();
    this.budget = budget;
  }

  /// Reads an attribute of a span, which mostly came before; true when it says something that a row
  /// cannot hold.
  boolean readOfSpan() throws MalformedException {
    int from = in.position();
    int known = repeats.find(bytes, from, in.limit());
    if (known != Repeats.NONE) {
      budget.take(RowBudget.ATTRIBUTE);
      rows.addAgain(known);
      in.advance(in.length());
      return false;
    }
    boolean isStrange = !readPlain(from) && read();
    if (!isStrange && rows.type(rows.size() - 1) == ValueType.STRING) {
      repeats.add(from, rows.size() - 1);
    }
    return isStrange;
  }

  /// Reads a short key with a short text behind it, as every client writes them; false where
  /// something else stands there, of which nothing is read.
  private boolean readPlain(int at) throws MalformedException {
    int limit = in.limit();
    int length = at < limit ? bytes[at] : 0;
    int end = at + 1 + length;
    int keyLength = length > PLAIN_BYTES && end <= limit ? bytes[at + 2] : NONE;
    int value = at + 3 + keyLength;
    boolean isPlain =
        keyLength >= 0
            && value + PLAIN_BYTES <= end
            && bytes[at + 1] == Tags.KEY
            && bytes[value] == Tags.VALUE
            && bytes[value + 1] == end - value - 2
            && bytes[value + 2] == Tags.STRING_VALUE
            && bytes[value + 3] == end - value - PLAIN_BYTES;
    if (isPlain) {
      budget.take(RowBudget.ATTRIBUTE);
      long text = Slice.of(value + PLAIN_BYTES, end - value - PLAIN_BYTES);
      rows.add(Slice.of(at + 3, keyLength), ValueType.STRING, text);
      in.advance(in.length());
    }
    return isPlain;
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
