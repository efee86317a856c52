package dev.clew.store;

/// How long things took, by how many: exact counts of narrow ranges of durations.
public interface Latencies {
  long count();

  /// How many took at most so many nanoseconds; exact where that is the end of a range.
  long countUpTo(long nanos);

  /// The nanoseconds of all together, up to 1/64 of that.
  double sum();

  /// The nanoseconds within which a part of all, 0 to 1, was done, up to 1/64 of that; 0 where
  /// there was nothing.
  long quantile(double part);

  /// Tells the ranges that count something, in no particular order; one may come several times.
  void each(Taker taker);

  /// Takes one range after the other.
  @FunctionalInterface
  interface Taker {
    /// Takes one.
    ///
    /// @param bucket of [Buckets]
    void take(int bucket, long count);
  }
}
