package dev.clew.model;

/// The one rule by which two clock readings become a duration.
public final class Durations {
  private Durations() {}

  /// Nanoseconds from start to end as unsigned clock readings; 0 where the end is missing or before
  /// the start.
  public static long between(long startNanos, long endNanos) {
    return endNanos > startNanos ? endNanos - startNanos : 0;
  }
}
