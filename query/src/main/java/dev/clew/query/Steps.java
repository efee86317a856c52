package dev.clew.query;

import dev.clew.model.TimeRange;
import java.time.Duration;

/// The moments for which a metrics query has numbers, evenly apart. Each stands for the spans that
/// start after the moment before it and not after itself.
///
/// @param firstNanos the first moment, in nanoseconds since the epoch
public record Steps(long firstNanos, long stepNanos, int count) {
  /// More than fit on any screen.
  public static final int MOST = 11_000;

  private static final double NANOS_A_SECOND = 1e9;

  public Steps {
    if (stepNanos < 1 || count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "needs a step above 0 and 1 to %d steps, got %d ns and %d"
              .formatted(MOST, stepNanos, count));
    }
    long last = addExact(firstNanos, Math.multiplyExact(stepNanos, count - 1L));
    if (last == Long.MAX_VALUE || firstNanos < Long.MIN_VALUE + stepNanos) {
      throw tooFar();
    }
  }

  /// Moments that are multiples of the step, from the last before the range to the first behind it.
  public static Steps aligned(TimeRange range, Duration step) {
    long nanos = nanos(step);
    long first = Math.floorDiv(range.startNanos(), nanos);
    long last = Math.ceilDiv(range.endNanos(), nanos);
    long count = last - first + 1;
    if (count < 1 || count > MOST) {
      long least = Math.ceilDiv(range.endNanos() / 2 - range.startNanos() / 2, MOST - 3L) * 2;
      throw new IllegalArgumentException(
          "step of %s is too small for the range, which needs at least %s"
              .formatted(step, Duration.ofNanos(Math.max(least, 1))));
    }
    try {
      return new Steps(Math.multiplyExact(first, nanos), nanos, (int) count);
    } catch (ArithmeticException _) {
      throw tooFar();
    }
  }

  /// One moment, the end of the range, that stands for all of it.
  public static Steps instant(TimeRange range) {
    try {
      long length = Math.subtractExact(range.endNanos(), range.startNanos());
      return new Steps(range.endNanos(), length, 1);
    } catch (ArithmeticException _) {
      throw tooFar();
    }
  }

  private static long nanos(Duration step) {
    boolean isHuge = step.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0;
    if (isHuge || !step.isPositive()) {
      throw new IllegalArgumentException(
          "step needs a length above 0 and below 292 years: " + step);
    }
    return step.toNanos();
  }

  private static long addExact(long nanos, long more) {
    try {
      return Math.addExact(nanos, more);
    } catch (ArithmeticException _) {
      throw tooFar();
    }
  }

  private static IllegalArgumentException tooFar() {
    return new IllegalArgumentException("time needs to lie between the years 1678 and 2262");
  }

  /// The same time as one step.
  public Steps whole() {
    return new Steps(endNanos(count - 1), Math.multiplyExact(stepNanos, (long) count), 1);
  }

  /// The steps among these in which spans of a range may start; one at least.
  public Steps within(TimeRange range) {
    TimeRange all = range();
    long first = Math.clamp(range.startNanos(), all.startNanos(), all.endNanos() - 1);
    long last = Math.clamp(range.endNanos() - 1, first, all.endNanos() - 1);
    int from = indexOf(first);
    return new Steps(endNanos(from), stepNanos, indexOf(last) - from + 1);
  }

  /// When the spans start that count.
  public TimeRange range() {
    return new TimeRange(firstNanos - stepNanos + 1, endNanos(count - 1) + 1);
  }

  /// The moment of a step.
  public long endNanos(int index) {
    return firstNanos + index * stepNanos;
  }

  public double stepSeconds() {
    return stepNanos / NANOS_A_SECOND;
  }

  /// The step that a span belongs to which starts in the range.
  public int indexOf(long startNanos) {
    return (int) ((startNanos - (firstNanos - stepNanos) - 1) / stepNanos);
  }
}
