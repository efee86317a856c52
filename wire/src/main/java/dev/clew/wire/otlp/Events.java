package dev.clew.wire.otlp;

import java.util.Arrays;

/// All span events of a batch as columns; a span holds a range of rows.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Events {
  private int size;
  private long[] encoded = new long[16];
  private long[] times = new long[16];
  private long[] names = new long[16];
  private int[] attributesFrom = new int[16];
  private int[] attributesTo = new int[16];
  private int[] droppedAttributes = new int[16];

  Events() {}

  /// Adds an empty row and returns its number.
  int add() {
    if (size == encoded.length) {
      grow();
    }
    return size++;
  }

  private void grow() {
    int capacity = size * 2;
    encoded = Arrays.copyOf(encoded, capacity);
    times = Arrays.copyOf(times, capacity);
    names = Arrays.copyOf(names, capacity);
    attributesFrom = Arrays.copyOf(attributesFrom, capacity);
    attributesTo = Arrays.copyOf(attributesTo, capacity);
    droppedAttributes = Arrays.copyOf(droppedAttributes, capacity);
  }

  public int size() {
    return size;
  }

  /// The slice of the whole `Event` message, unknown fields and all.
  public long encoded(int row) {
    return encoded[row];
  }

  void encoded(int row, long value) {
    encoded[row] = value;
  }

  public long timeNanos(int row) {
    return times[row];
  }

  void timeNanos(int row, long value) {
    times[row] = value;
  }

  /// The slice of the name.
  public long name(int row) {
    return names[row];
  }

  void name(int row, long value) {
    names[row] = value;
  }

  public int attributesFrom(int row) {
    return attributesFrom[row];
  }

  void attributesFrom(int row, int value) {
    attributesFrom[row] = value;
  }

  public int attributesTo(int row) {
    return attributesTo[row];
  }

  void attributesTo(int row, int value) {
    attributesTo[row] = value;
  }

  public int droppedAttributes(int row) {
    return droppedAttributes[row];
  }

  void droppedAttributes(int row, int value) {
    droppedAttributes[row] = value;
  }
}
