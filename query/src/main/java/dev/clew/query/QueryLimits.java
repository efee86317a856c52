package dev.clew.query;

import java.time.Duration;

/// How much queries may cost.
///
/// @param timeout the longest a query may take, whatever deadline its request has
/// @param maxConcurrent blocks scanned at the same time, by all queries together
/// @param maxPending queries under way or waiting; one more is refused
/// @param maxLimit the largest page of results
public record QueryLimits(Duration timeout, int maxConcurrent, int maxPending, int maxLimit) {
  public QueryLimits {
    if (!timeout.isPositive() || maxConcurrent < 1 || maxPending < 1 || maxLimit < 1) {
      throw new IllegalArgumentException(
          "query limits need a timeout above 0 and counts of 1 or more, got "
              + timeout
              + ", "
              + maxConcurrent
              + ", "
              + maxPending
              + ", "
              + maxLimit);
    }
  }

  public static QueryLimits defaults() {
    return new QueryLimits(
        Duration.ofSeconds(30), Runtime.getRuntime().availableProcessors(), 64, 1500);
  }
}
