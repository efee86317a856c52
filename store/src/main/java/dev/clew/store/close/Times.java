package dev.clew.store.close;

/// When the spans of a trace ran, on a line where the order of clock readings is the order of
/// signed numbers. An end that lies behind the end of time is the end of time.
final class Times {
  private final long[] start;
  private final long[] end;

  Times(TraceRows rows) {
    start = new long[rows.size()];
    end = new long[rows.size()];
    for (int row = 0; row < start.length; row++) {
      start[row] = rows.startNanos(row) ^ Long.MIN_VALUE;
      end[row] = start[row] + rows.durationNanos(row);
      end[row] = end[row] < start[row] ? Long.MAX_VALUE : end[row];
    }
  }

  /// By row.
  long[] start() {
    return start;
  }

  /// By row.
  long[] end() {
    return end;
  }

  /// What a reading of this line is on the clock.
  static long clock(long time) {
    return time ^ Long.MIN_VALUE;
  }

  /// From one moment to a later one, as far as a number reaches.
  static long between(long from, long to) {
    long nanos = to - from;
    return nanos < 0 ? Long.MAX_VALUE : nanos;
  }
}
