package dev.clew.wire.otlp;

import java.util.Arrays;

/// Rows that came as messages with attributes, as columns; each kind of row adds its own columns.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public abstract sealed class Rows permits Events, Links, Resources, Scopes {
  /// How many rows each column has room for at first.
  static final int FIRST_ROOM = 16;

  private int size;
  private long[] encoded = new long[FIRST_ROOM];
  private int[] attributesFrom = new int[FIRST_ROOM];
  private int[] attributesTo = new int[FIRST_ROOM];
  private int[] droppedAttributes = new int[FIRST_ROOM];

  Rows() {}

  /// Adds an empty row and returns its number.
  final int add() {
    if (size == encoded.length) {
      int room = size * 2;
      encoded = Arrays.copyOf(encoded, room);
      attributesFrom = Arrays.copyOf(attributesFrom, room);
      attributesTo = Arrays.copyOf(attributesTo, room);
      droppedAttributes = Arrays.copyOf(droppedAttributes, room);
      grow(room);
    }
    return size++;
  }

  /// Forgets all rows.
  final void clear() {
    Arrays.fill(encoded, 0, size, 0);
    Arrays.fill(attributesFrom, 0, size, 0);
    Arrays.fill(attributesTo, 0, size, 0);
    Arrays.fill(droppedAttributes, 0, size, 0);
    clear(size);
    size = 0;
  }

  /// Clears the first rows of the columns of its own.
  abstract void clear(int rows);

  /// Makes room for so many rows in the columns of its own.
  abstract void grow(int room);

  public final int size() {
    return size;
  }

  /// The slice of the whole message, unknown fields and all.
  public final long encoded(int row) {
    return encoded[row];
  }

  final void encoded(int row, long value) {
    encoded[row] = value;
  }

  public final int attributesFrom(int row) {
    return attributesFrom[row];
  }

  final void attributesFrom(int row, int value) {
    attributesFrom[row] = value;
  }

  public final int attributesTo(int row) {
    return attributesTo[row];
  }

  final void attributesTo(int row, int value) {
    attributesTo[row] = value;
  }

  public final int droppedAttributes(int row) {
    return droppedAttributes[row];
  }

  final void droppedAttributes(int row, int value) {
    droppedAttributes[row] = value;
  }
}
