package dev.clew.analyze;

import dev.clew.model.TimeRange;
import java.time.Duration;
import java.util.List;

/// A time in whole steps, for which counts are exact: the steps that overlap what was asked for.
public record CountedRange(long startNanos, long endNanos, long stepNanos) {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28));

  public CountedRange {
    if (startNanos < 0 || endNanos <= startNanos || stepNanos < 1) {
      throw new BadQuestionException(
          "a counted range needs a start of 0 or more, an end behind it and a step, got %d, %d, %d"
              .formatted(startNanos, endNanos, stepNanos));
    }
  }

  /// The range in steps as short as there are, but not many more than `mostSteps`.
  ///
  /// @throws BadQuestionException when it is empty, starts before 1970 or is too long
  public static CountedRange of(TimeRange asked, int mostSteps) {
    if (asked.startNanos() < 0 || asked.endNanos() <= asked.startNanos()) {
      throw new BadQuestionException("a range needs a start after 1970 and an end behind it");
    }
    long length = asked.endNanos() - asked.startNanos();
    long step =
        STEPS.stream()
            .mapToLong(Duration::toNanos)
            .filter(nanos -> length / nanos <= mostSteps)
            .findFirst()
            .orElseThrow(() ->
                new BadQuestionException(
                    "a range needs at most " + mostSteps * 28L + " days, got more"));
    long start = Math.floorDiv(asked.startNanos(), step) * step;
    long steps = Math.ceilDiv(asked.endNanos() - start, step);
    if (steps > (Long.MAX_VALUE - start) / step) {
      throw new BadQuestionException("a range needs an end before the year 2262");
    }
    return new CountedRange(start, start + steps * step, step);
  }

  /// The equal range before this one, as far as there is time before it.
  public CountedRange previous() {
    long length = endNanos - startNanos;
    return startNanos >= length
        ? new CountedRange(startNanos - length, startNanos, stepNanos)
        : new CountedRange(0, Math.max(startNanos, stepNanos), stepNanos);
  }

  public Duration step() {
    return Duration.ofNanos(stepNanos);
  }

  public int steps() {
    return (int) ((endNanos - startNanos) / stepNanos);
  }

  public double seconds() {
    return (endNanos - startNanos) / 1e9;
  }

  public boolean contains(long nanos) {
    return startNanos <= nanos && nanos < endNanos;
  }

  /// The step that a moment of this range belongs to.
  public int indexOf(long nanos) {
    return (int) ((nanos - startNanos) / stepNanos);
  }

  public TimeRange range() {
    return new TimeRange(startNanos, endNanos);
  }
}
