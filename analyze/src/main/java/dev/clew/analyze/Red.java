package dev.clew.analyze;

/// Rate, errors and duration of what was counted in some time.
///
/// @param rate how many there were a second
/// @param p50Nanos within which half of them were done; 0 where there were none
public record Red(
    long count, double rate, long errors, long p50Nanos, long p95Nanos, long p99Nanos) {
  /// The share that failed, 0 to 1.
  public double errorRate() {
    return count == 0 ? 0 : (double) errors / count;
  }
}
