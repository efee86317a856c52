package dev.clew.bench.data;

import dev.clew.model.TraceId;

/// One pass over all templates of a pool: new ids, new times, new values, the same shapes.
///
/// @param startNanos the moment, since the Unix epoch, by which all the round's traces have ended
public record Round(long seed, long number, long startNanos) {
  static final int STRETCH_BITS = 20;

  /// A round's traces end within the last 2^30 nanoseconds, about a second.
  private static final int AGE_BITS = 30;

  /// The random bits of a trace: its id and its timing.
  static final int BITS_OF_TRACE = 128 + STRETCH_BITS + AGE_BITS;

  private static final int TRACES = 0;
  private static final int SPANS = 1;
  private static final int VALUES = 2;

  /// The id of a trace in this round.
  public TraceId traceId(int trace) {
    return new TraceId(traceHigh(trace), traceLow(trace));
  }

  long traceHigh(int trace) {
    return Mix.of(traceKey(), 3L * trace);
  }

  long traceLow(int trace) {
    return Mix.of(traceKey(), 3L * trace + 1);
  }

  /// How much longer than its template this round's trace is, in 2^-20: from a half to one and a
  /// half.
  long stretch(int trace) {
    return (1L << (STRETCH_BITS - 1)) + bits(timing(trace), 0, STRETCH_BITS);
  }

  /// When this round's trace ends.
  long endNanos(int trace) {
    return startNanos - bits(timing(trace), STRETCH_BITS, AGE_BITS);
  }

  long spanKey() {
    return Mix.key(seed, number, SPANS);
  }

  /// The key of the values in one request of this round.
  long valueKey(int template) {
    return Mix.of(Mix.key(seed, number, VALUES), template);
  }

  private long timing(int trace) {
    return Mix.of(traceKey(), 3L * trace + 2);
  }

  private static long bits(long of, int from, int count) {
    return (of >>> from) & ((1L << count) - 1);
  }

  private long traceKey() {
    return Mix.key(seed, number, TRACES);
  }
}
