package dev.clew.query.run;

/// From the earliest start of a trace to its latest end.
record Extent(long startNanos, long endNanos) {
  /// Never negative; of clocks further apart than 64 bits hold, the most they hold.
  long durationNanos() {
    long duration = endNanos - startNanos;
    return endNanos <= startNanos ? 0 : duration < 0 ? Long.MAX_VALUE : duration;
  }

  Extent and(Extent other) {
    return new Extent(Math.min(startNanos, other.startNanos), Math.max(endNanos, other.endNanos));
  }
}
