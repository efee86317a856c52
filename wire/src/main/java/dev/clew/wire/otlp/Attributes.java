package dev.clew.wire.otlp;

import dev.clew.model.ValueType;
import java.util.Arrays;

/// All attributes of a batch as columns; whoever owns some holds a range of rows.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Attributes {
  private static final ValueType[] TYPES = ValueType.values();

  private int size;
  private long[] keys;
  private byte[] types;
  private long[] values;

  /// @param expected how many rows there may be
  Attributes(int expected) {
    keys = new long[expected];
    types = new byte[expected];
    values = new long[expected];
  }

  int add(long key, ValueType type, long value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      types = Arrays.copyOf(types, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    keys[size] = key;
    types[size] = (byte) type.ordinal();
    values[size] = value;
    return size++;
  }

  public int size() {
    return size;
  }

  /// The slice of the key.
  public long key(int row) {
    return keys[row];
  }

  void key(int row, long slice) {
    keys[row] = slice;
  }

  public ValueType type(int row) {
    return TYPES[types[row]];
  }

  /// The value, by type: an `INT` itself, a `DOUBLE` as its raw bits, a `BOOL` as 0 or 1, an
  /// `EMPTY` as 0; the slice of a `STRING`'s or `BYTES`'s content; the slice of the encoded
  /// `ArrayValue` or `KeyValueList` message of an `ARRAY` or `MAP`.
  public long value(int row) {
    return values[row];
  }
}
