package dev.clew.serve.api.zipkin;

import dev.clew.model.TimeRange;
import java.time.Duration;
import java.time.Instant;

/// The time up to a moment, both ends included.
record Window(long endMillis, long lookbackMillis) {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MAX_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI - 1;

  static Window read(Parameters parameters, Instant now, Duration usualLookback) {
    return new Window(
        parameters.positive("endTs", now.toEpochMilli()),
        parameters.positive("lookback", usualLookback.toMillis()));
  }

  /// Zipkin sees times cut to microseconds, so that the last one counts whole.
  TimeRange toRange() {
    long end = Math.min(endMillis, MAX_MILLIS);
    long start = Math.max(end - lookbackMillis, 0);
    return new TimeRange(start * NANOS_PER_MILLI, end * NANOS_PER_MILLI + NANOS_PER_MICRO);
  }
}
