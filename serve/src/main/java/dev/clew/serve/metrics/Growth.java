package dev.clew.serve.metrics;

import dev.clew.store.Counts;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;

/// What was counted of one series since the process started. What is told never falls: a count that
/// is taken back shows once others have made up for it.
///
/// Guarded by its table's lock.
final class Growth {
  private static final double NANOS = 1e9;

  /// How many took up to each bound, then all, then those that failed, then the nanoseconds.
  private final double[] now;

  private final double[] told;
  private final long[] bounds;

  /// @param bounds durations in nanoseconds, ascending
  Growth(long[] bounds) {
    this.bounds = bounds;
    now = new double[bounds.length + 3];
    told = new double[bounds.length + 3];
  }

  /// Adds what a cell counts, or takes it back.
  ///
  /// @param sign 1 or -1
  void add(Counts.Cell<?> cell, int sign) {
    for (int at = 0; at < bounds.length; at++) {
      now[at] += sign * (double) cell.latencies().countUpTo(bounds[at]);
    }
    now[bounds.length] += sign * (double) cell.count();
    now[bounds.length + 1] += sign * (double) cell.errors();
    now[bounds.length + 2] += sign * cell.latencies().sum();
  }

  /// From here on what has grown is told.
  void settle() {
    Arrays.setAll(told, at -> Math.max(told[at], now[at]));
  }

  double count() {
    return told[bounds.length];
  }

  double errors() {
    return Math.min(told[bounds.length + 1], count());
  }

  double seconds() {
    return told[bounds.length + 2] / NANOS;
  }

  /// The counts between some of the bounds.
  ClassicHistogramBuckets buckets(long[] some) {
    var buckets = ClassicHistogramBuckets.builder();
    double before = 0;
    for (long bound : some) {
      double upTo = told[Arrays.binarySearch(bounds, bound)];
      buckets.bucket(bound / NANOS, (long) (upTo - before));
      before = upTo;
    }
    return buckets.bucket(Double.POSITIVE_INFINITY, (long) (count() - before)).build();
  }
}
