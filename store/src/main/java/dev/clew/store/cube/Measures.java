package dev.clew.store.cube;

import dev.clew.store.LatencySum;

/// What is counted of one series in one slot: how many, how many failed, and how long they took.
///
/// Owned by one thread.
public final class Measures {
  private final Histogram durations = new Histogram();
  private long errors;

  void add(long durationNanos, boolean hasError) {
    durations.add(durationNanos);
    errors += hasError ? 1 : 0;
  }

  /// Adds many at a time.
  ///
  /// @param buckets of the durations, in ascending order, each once
  /// @param counts how many lie in each of them
  void add(short[] buckets, long[] counts, int size, long failed) {
    durations.add(buckets, counts, size);
    errors += failed;
  }

  void merge(WrittenDurations written, long more) {
    durations.merge(written);
    errors += more;
  }

  /// Adds what another has counted.
  public void merge(Measures other) {
    durations.merge(other.durations);
    errors += other.errors;
  }

  /// Takes back what another has counted, at most all there is.
  void subtract(Measures other, LatencySum room) {
    durations.subtract(other.durations, room);
    errors = Math.clamp(errors - other.errors, 0, durations.count());
  }

  public long count() {
    return durations.count();
  }

  public long errors() {
    return errors;
  }

  /// In nanoseconds.
  public Histogram durations() {
    return durations;
  }
}
