package dev.clew.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;

/// A histogram of latencies with buckets at most 1/16 wide. Safe for many threads.
final class Latencies {
  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;
  private static final int BUCKETS = STEPS * (64 - STEP_BITS);

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void record(long nanos) {
    counts.incrementAndGet(bucket(Math.max(0, nanos)));
  }

  /// How the histogram stands now.
  Snapshot snapshot() {
    long[] copy = new long[BUCKETS];
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      copy[bucket] = counts.get(bucket);
    }
    return new Snapshot(copy);
  }

  private static int bucket(long nanos) {
    int exponent = 63 - Long.numberOfLeadingZeros(nanos | STEPS);
    int shift = exponent - STEP_BITS;
    int step = (int) (nanos >>> shift) - STEPS;
    return nanos < STEPS ? (int) nanos : STEPS * (shift + 1) + step;
  }

  private static long upperBound(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (STEPS + bucket % STEPS + 1) << shift) - 1;
  }

  /// A histogram that stands still.
  static final class Snapshot {
    private final long[] counts;

    private Snapshot(long[] counts) {
      this.counts = counts;
    }

    /// What was recorded since an earlier snapshot.
    Snapshot since(Snapshot earlier) {
      long[] difference = new long[BUCKETS];
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        difference[bucket] = counts[bucket] - earlier.counts[bucket];
      }
      return new Snapshot(difference);
    }

    /// The latency that this share of all stays within, in milliseconds; not a number when nothing
    /// was recorded.
    double millis(double share) {
      long total = 0;
      for (long count : counts) {
        total += count;
      }
      long rank = Math.max(1, (long) Math.ceil(total * share));
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        rank -= counts[bucket];
        if (rank <= 0) {
          return upperBound(bucket) / 1e6;
        }
      }
      return Double.NaN;
    }
  }
}
