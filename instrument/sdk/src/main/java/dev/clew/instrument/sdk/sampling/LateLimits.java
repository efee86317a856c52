package dev.clew.instrument.sdk.sampling;

import java.time.Duration;

/// When late sampling keeps a trace for being slow, and how much it may hold.
public final class LateLimits {
  final long slowNanos;
  final int mostTraces;
  final int mostSpansOfTrace;
  final int mostSpans;
  final long longestNanos;

  /// `longest` is how long a trace may stay open before its spans count as leaked.
  public LateLimits(
      Duration slow, int mostTraces, int mostSpansOfTrace, int mostSpans, Duration longest) {
    this.slowNanos = slow.toNanos();
    this.mostTraces = positive("traces", mostTraces);
    this.mostSpansOfTrace = positive("spans of a trace", mostSpansOfTrace);
    this.mostSpans = positive("spans", mostSpans);
    this.longestNanos = longest.toNanos();
  }

  private static int positive(String what, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("the most " + what + " needs 1 or more, got " + most);
    }
    return most;
  }
}
