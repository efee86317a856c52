package dev.clew.query;

import java.time.Duration;

/// How much queries may cost.
///
/// @param timeout the longest a query may take, whatever deadline its request has
/// @param maxConcurrent blocks scanned at the same time, by all queries together
/// @param maxPending queries under way or waiting; one more is refused
/// @param maxLimit the largest page of results
/// @param maxBytes how much memory the traces may take that a scan holds at once
public record QueryLimits(
    Duration timeout, int maxConcurrent, int maxPending, int maxLimit, long maxBytes) {
  /// Of a heap of 1 GiB a quarter, and of a smaller one too: others take theirs beside it.
  private static final long USUAL_BYTES =
      Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

  public QueryLimits {
    if (!timeout.isPositive()
        || maxConcurrent < 1
        || maxPending < 1
        || maxLimit < 1
        || maxBytes < 1) {
      throw new IllegalArgumentException(
          "query limits need a timeout above 0 and numbers of 1 or more, got %s, %d, %d, %d, %d"
              .formatted(timeout, maxConcurrent, maxPending, maxLimit, maxBytes));
    }
  }

  /// Limits with the usual bound of memory.
  public QueryLimits(Duration timeout, int maxConcurrent, int maxPending, int maxLimit) {
    this(timeout, maxConcurrent, maxPending, maxLimit, USUAL_BYTES);
  }

  public static QueryLimits defaults() {
    return new QueryLimits(
        Duration.ofSeconds(30), Runtime.getRuntime().availableProcessors(), 64, 1500);
  }
}
