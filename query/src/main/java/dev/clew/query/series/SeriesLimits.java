package dev.clew.query.series;

import dev.clew.query.Steps;

/// How much a metrics query may hold.
///
/// @param maxSeries the most series in an answer; of more, those that come first
/// @param maxNumbers the most numbers kept for an answer while spans are gathered, eight bytes
///   each; of more groups than that has room for, those that come first
/// @param maxExemplars the most in an answer
public record SeriesLimits(int maxSeries, long maxNumbers, int maxExemplars) {
  public SeriesLimits {
    if (maxSeries < 1 || maxNumbers < 1 || maxExemplars < 0) {
      throw new IllegalArgumentException(
          "series limits need 1 or more series and numbers and 0 or more exemplars, got %d, %d, %d"
              .formatted(maxSeries, maxNumbers, maxExemplars));
    }
  }

  public static SeriesLimits defaults() {
    return new SeriesLimits(1000, 1 << 23, 100);
  }

  /// The most rows of a number a step.
  long maxRows(Steps steps) {
    return Math.max(maxNumbers / steps.count(), 1);
  }
}
