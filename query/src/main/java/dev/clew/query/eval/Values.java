package dev.clew.query.eval;

import dev.clew.model.AttributeValue;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.ValueType;
import dev.clew.query.Value;
import dev.clew.wire.otlp.EncodedValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The values of a field, row by row: a tag and 64 bits each. A row has one, or none, which is a
/// value tagged `NIL`; a few rows may have more, those of further events or links.
///
/// Owned by the thread that fills and reads it.
public final class Values {
  /// What the bits of a value stand for.
  public enum Tag {
    NIL,
    BOOL,
    INT,
    /// Raw bits of a double.
    REAL,
    /// A code of [#texts()].
    TEXT,
    NANOS,
    /// OTLP's number.
    STATUS,
    /// OTLP's number.
    KIND,
    /// An id of 64 bits, a text of 16 hex digits to whoever looks.
    ID,
    /// A code of [#texts()] of an encoded array.
    ARRAY,
    /// A code of [#texts()] of an encoded map.
    MAP,
    /// A code of [#texts()].
    BYTES,
    EMPTY
  }

  private static final Tag[] TYPES = Tag.values();

  /// A value of a row that has one already.
  private record Further(Tag tag, long bits) {}

  private final Texts texts;
  private final byte[] types;
  private final long[] bits;
  private final Map<Integer, List<Further>> further = new HashMap<>();

  private boolean isEmpty = true;

  Values(int rows, Texts texts) {
    this.texts = texts;
    types = new byte[rows];
    bits = new long[rows];
  }

  /// True when no row has a value.
  public boolean isEmpty() {
    return isEmpty;
  }

  int rows() {
    return types.length;
  }

  /// The first value's tag.
  public Tag tag(int row) {
    return TYPES[types[row]];
  }

  /// The first value's bits.
  public long bits(int row) {
    return bits[row];
  }

  /// What codes stand for.
  public Texts texts() {
    return texts;
  }

  void add(int row, Tag tag, long value) {
    isEmpty &= tag == Tag.NIL;
    if (types[row] == 0) {
      types[row] = (byte) tag.ordinal();
      bits[row] = value;
    } else {
      further.computeIfAbsent(row, _ -> new ArrayList<>()).add(new Further(tag, value));
    }
  }

  /// Takes over the values of all rows for which there are others.
  void overlay(Values others, int rows) {
    for (int row = 0; row < rows; row++) {
      if (others.types[row] != 0) {
        copy(row, others, row);
      }
    }
  }

  void clear() {
    Arrays.fill(types, (byte) 0);
    further.clear();
    isEmpty = true;
  }

  /// Takes over all values of a row of others, which share the texts.
  void copy(int row, Values from, int fromRow) {
    isEmpty &= from.types[fromRow] == 0;
    types[row] = from.types[fromRow];
    bits[row] = from.bits[fromRow];
    List<Further> more = from.further.isEmpty() ? null : from.further.get(fromRow);
    if (more != null) {
      further.put(row, more);
    } else if (!further.isEmpty()) {
      further.remove(row);
    }
  }

  /// The first value.
  public Value value(int row) {
    return value(tag(row), bits[row]);
  }

  /// All values; where there is none, `NIL`.
  public List<Value> all(int row) {
    List<Further> more = further.isEmpty() ? null : further.get(row);
    if (more == null) {
      return List.of(value(row));
    }
    var all = new ArrayList<Value>();
    all.add(value(row));
    more.forEach(each -> all.add(value(each.tag, each.bits)));
    return all;
  }

  private Value value(Tag tag, long value) {
    return value(tag, value, texts);
  }

  /// What a tag and bits stand for.
  public static Value value(Tag tag, long value, Texts texts) {
    return switch (tag) {
      case NIL -> Value.NIL;
      case BOOL -> new Value.Bool(value != 0);
      case INT -> new Value.Int(value);
      case REAL -> new Value.Real(Double.longBitsToDouble(value));
      case TEXT -> new Value.Text(texts.text((int) value));
      case NANOS -> new Value.Nanos(value);
      case STATUS -> new Value.Status(StatusCode.of((int) value));
      case KIND -> new Value.Kind(SpanKind.of((int) value));
      case ID -> new Value.Text(HexFormat.of().toHexDigits(value));
      case ARRAY -> encoded(ValueType.ARRAY, value, texts);
      case MAP -> encoded(ValueType.MAP, value, texts);
      case BYTES -> encoded(ValueType.BYTES, value, texts);
      case EMPTY -> Value.of(new AttributeValue.Empty());
    };
  }

  private static Value encoded(ValueType type, long code, Texts texts) {
    return Value.of(EncodedValues.decode(type, texts.bytes((int) code)));
  }

  static Tag tag(ValueType type) {
    return switch (type) {
      case EMPTY -> Tag.EMPTY;
      case STRING -> Tag.TEXT;
      case BOOL -> Tag.BOOL;
      case INT -> Tag.INT;
      case DOUBLE -> Tag.REAL;
      case ARRAY -> Tag.ARRAY;
      case MAP -> Tag.MAP;
      case BYTES -> Tag.BYTES;
    };
  }
}
