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

/// The values of a field, row by row: a type and 64 bits each. A row has one, or none, which is a
/// value of type `NIL`; a few rows may have more, those of further events or links.
///
/// Owned by the thread that fills and reads it.
public final class Values {
  /// What the bits of a value stand for.
  public enum Type {
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

  private static final Type[] TYPES = Type.values();

  /// A value of a row that has one already.
  private record Further(Type type, long bits) {}

  private final Texts texts;
  private final byte[] types;
  private final long[] bits;
  private final Map<Integer, List<Further>> further = new HashMap<>();

  Values(int rows, Texts texts) {
    this.texts = texts;
    types = new byte[rows];
    bits = new long[rows];
  }

  /// The first value's type.
  public Type type(int row) {
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

  void add(int row, Type type, long value) {
    if (types[row] == 0) {
      types[row] = (byte) type.ordinal();
      bits[row] = value;
    } else {
      further.computeIfAbsent(row, _ -> new ArrayList<>()).add(new Further(type, value));
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
  }

  /// Takes over all values of a row of others, which share the texts.
  void copy(int row, Values from, int fromRow) {
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
    return value(type(row), bits[row]);
  }

  /// All values; where there is none, `NIL`.
  public List<Value> all(int row) {
    List<Further> more = further.isEmpty() ? null : further.get(row);
    if (more == null) {
      return List.of(value(row));
    }
    var all = new ArrayList<Value>();
    all.add(value(row));
    more.forEach(each -> all.add(value(each.type, each.bits)));
    return all;
  }

  private Value value(Type type, long value) {
    return switch (type) {
      case NIL -> Value.NIL;
      case BOOL -> new Value.Bool(value != 0);
      case INT -> new Value.Int(value);
      case REAL -> new Value.Real(Double.longBitsToDouble(value));
      case TEXT -> new Value.Text(texts.text((int) value));
      case NANOS -> new Value.Nanos(value);
      case STATUS -> new Value.Status(StatusCode.of((int) value));
      case KIND -> new Value.Kind(SpanKind.of((int) value));
      case ID -> new Value.Text(HexFormat.of().toHexDigits(value));
      case ARRAY -> encoded(ValueType.ARRAY, value);
      case MAP -> encoded(ValueType.MAP, value);
      case BYTES -> encoded(ValueType.BYTES, value);
      case EMPTY -> Value.of(new AttributeValue.Empty());
    };
  }

  private Value encoded(ValueType type, long code) {
    return Value.of(EncodedValues.decode(type, texts.bytes((int) code)));
  }

  static Type type(ValueType type) {
    return switch (type) {
      case EMPTY -> Type.EMPTY;
      case STRING -> Type.TEXT;
      case BOOL -> Type.BOOL;
      case INT -> Type.INT;
      case DOUBLE -> Type.REAL;
      case ARRAY -> Type.ARRAY;
      case MAP -> Type.MAP;
      case BYTES -> Type.BYTES;
    };
  }
}
