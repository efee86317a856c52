package dev.clew.wire.otlp;

import dev.clew.model.ValueType;
import java.util.Arrays;

/// All attributes of a batch as columns; whoever owns some holds a range of rows.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Attributes {
  private static final ValueType[] TYPES = ValueType.values();
  private static final int FIRST_ROWS = 16;

  private int expected;
  private int size;
  private long[] keys = new long[FIRST_ROWS];
  private byte[] types = new byte[FIRST_ROWS];
  private long[] values = new long[FIRST_ROWS];
  private int[] firsts = new int[FIRST_ROWS];

  /// Says how many rows there may be; room for them is taken once there are some.
  void expect(int rows) {
    expected = rows;
  }

  /// Forgets all rows.
  void clear() {
    size = 0;
  }

  int add(long key, ValueType type, long value) {
    makeRoom();
    keys[size] = key;
    types[size] = (byte) type.ordinal();
    values[size] = value;
    firsts[size] = size;
    return size++;
  }

  /// Adds what stands in another row once more.
  void addAgain(int row) {
    makeRoom();
    keys[size] = keys[row];
    types[size] = types[row];
    values[size] = values[row];
    firsts[size++] = firsts[row];
  }

  private void makeRoom() {
    if (size == keys.length) {
      int capacity = Math.max(size * 2, expected);
      keys = Arrays.copyOf(keys, capacity);
      types = Arrays.copyOf(types, capacity);
      values = Arrays.copyOf(values, capacity);
      firsts = Arrays.copyOf(firsts, capacity);
    }
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

  /// A row of the same key, type and value that came first, where the reader knows of one, so that
  /// what was found out about it needs no second look; else the row itself. Slices are those of the
  /// first row.
  public int first(int row) {
    return firsts[row];
  }
}
