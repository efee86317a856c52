package dev.clew.wire.otlp;

import java.util.Arrays;

/// All span links of a batch as columns; a span holds a range of rows.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Links {
  private int size;
  private long[] encoded = new long[16];
  private long[] traceIdHighs = new long[16];
  private long[] traceIdLows = new long[16];
  private long[] spanIds = new long[16];
  private long[] traceStates = new long[16];
  private int[] flags = new int[16];
  private int[] attributesFrom = new int[16];
  private int[] attributesTo = new int[16];
  private int[] droppedAttributes = new int[16];

  Links() {}

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
    traceIdHighs = Arrays.copyOf(traceIdHighs, capacity);
    traceIdLows = Arrays.copyOf(traceIdLows, capacity);
    spanIds = Arrays.copyOf(spanIds, capacity);
    traceStates = Arrays.copyOf(traceStates, capacity);
    flags = Arrays.copyOf(flags, capacity);
    attributesFrom = Arrays.copyOf(attributesFrom, capacity);
    attributesTo = Arrays.copyOf(attributesTo, capacity);
    droppedAttributes = Arrays.copyOf(droppedAttributes, capacity);
  }

  public int size() {
    return size;
  }

  /// The slice of the whole `Link` message, unknown fields and all.
  public long encoded(int row) {
    return encoded[row];
  }

  void encoded(int row, long value) {
    encoded[row] = value;
  }

  /// 0 with a low half of 0 where the link's trace id is missing or is not 16 bytes.
  public long traceIdHigh(int row) {
    return traceIdHighs[row];
  }

  void traceIdHigh(int row, long value) {
    traceIdHighs[row] = value;
  }

  public long traceIdLow(int row) {
    return traceIdLows[row];
  }

  void traceIdLow(int row, long value) {
    traceIdLows[row] = value;
  }

  /// 0 where the link's span id is missing or is not 8 bytes.
  public long spanId(int row) {
    return spanIds[row];
  }

  void spanId(int row, long value) {
    spanIds[row] = value;
  }

  /// The slice of the trace state.
  public long traceState(int row) {
    return traceStates[row];
  }

  void traceState(int row, long value) {
    traceStates[row] = value;
  }

  public int flags(int row) {
    return flags[row];
  }

  void flags(int row, int value) {
    flags[row] = value;
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
