package dev.clew.wire.otlp;

import java.util.Arrays;

/// All span events of a batch as columns; a span holds a range of rows.
///
/// Owned by the thread that reads the batch until the batch is handed over, read-only from then on.
public final class Events extends Rows {
  private long[] times = new long[FIRST_ROOM];
  private long[] names = new long[FIRST_ROOM];

  Events() {}

  @Override
  void clear(int rows) {
    Arrays.fill(times, 0, rows, 0);
    Arrays.fill(names, 0, rows, 0);
  }

  @Override
  void grow(int room) {
    times = Arrays.copyOf(times, room);
    names = Arrays.copyOf(names, room);
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
}
