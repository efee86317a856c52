package dev.clew.bench.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/// A histogram of latencies with buckets at most 1/128 wide. Safe for many threads.
public final class Latencies {
  private static final int STEPS = 128;
  private static final int STEP_BITS = 7;
  private static final int BUCKETS = STEPS * (64 - STEP_BITS);

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  public void record(long nanos) {
    counts.incrementAndGet(bucket(Math.max(0, nanos)));
  }

  /// How the histogram stands now.
  public Snapshot snapshot() {
    long[] copy = new long[BUCKETS];
    Arrays.setAll(copy, counts::get);
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
  @SuppressWarnings("ArrayRecordComponent") // made here, never compared or changed
  public record Snapshot(long[] counts) {
    /// What was recorded since an earlier snapshot.
    Snapshot since(Snapshot earlier) {
      long[] difference = new long[BUCKETS];
      Arrays.setAll(difference, bucket -> counts[bucket] - earlier.counts[bucket]);
      return new Snapshot(difference);
    }

    /// The latency that this share of all stays within, in milliseconds; not a number when nothing
    /// was recorded.
    public double millis(double share) {
      long rank = Math.max(1, (long) Math.ceil(Arrays.stream(counts).sum() * share));
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        rank -= counts[bucket];
        if (rank <= 0) {
          return upperBound(bucket) / 1e6;
        }
      }
      return Double.NaN;
    }

    /// The same in words.
    String atMost(double share) {
      double millis = millis(share);
      return Double.isNaN(millis) ? "-" : String.format(Locale.ROOT, "%.1f ms", millis);
    }
  }
}
