package dev.clew.model;

/// A half-open span of time, `startNanos` included and `endNanos` not, in nanoseconds since the
/// epoch.
public record TimeRange(long startNanos, long endNanos) {
  /// All of time.
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeRange {
    if (endNanos < startNanos) {
      throw new IllegalArgumentException(
          "time range needs its end at or after its start, got " + startNanos + " to " + endNanos);
    }
  }

  public boolean contains(long nanos) {
    return startNanos <= nanos && nanos < endNanos;
  }

  /// True when some moment from `first` to `last`, both included, lies in this range.
  public boolean overlaps(long first, long last) {
    return first < endNanos && last >= startNanos;
  }
}
