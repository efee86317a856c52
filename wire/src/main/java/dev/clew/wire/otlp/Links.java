package dev.clew.wire.otlp;

import java.util.Arrays;

/// All span links of a batch as columns; a span holds a range of rows.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Links extends Rows {
  private long[] traceIdHighs = new long[FIRST_ROOM];
  private long[] traceIdLows = new long[FIRST_ROOM];
  private long[] spanIds = new long[FIRST_ROOM];
  private long[] traceStates = new long[FIRST_ROOM];
  private int[] flags = new int[FIRST_ROOM];

  Links() {}

  @Override
  void clear(int rows) {
    Arrays.fill(traceIdHighs, 0, rows, 0);
    Arrays.fill(traceIdLows, 0, rows, 0);
    Arrays.fill(spanIds, 0, rows, 0);
    Arrays.fill(traceStates, 0, rows, 0);
    Arrays.fill(flags, 0, rows, 0);
  }

  @Override
  void grow(int room) {
    traceIdHighs = Arrays.copyOf(traceIdHighs, room);
    traceIdLows = Arrays.copyOf(traceIdLows, room);
    spanIds = Arrays.copyOf(spanIds, room);
    traceStates = Arrays.copyOf(traceStates, room);
    flags = Arrays.copyOf(flags, room);
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
}
