package dev.clew.store.cube;

import dev.clew.store.Latencies;
import java.util.Arrays;

/// How often durations of which size occurred: 32 buckets between a power of two and the next, so
/// that a bucket's middle is within 1/64 = 1.56 % of every value in it; below 64 every value has a
/// bucket of its own.
///
/// Only buckets that count something are kept, in ascending order. Owned by one thread.
public final class Histogram implements Latencies {
  /// The most by which [#quantile(double)] misses, as a part of the exact value.
  public static final double RELATIVE_ERROR = 1.0 / 64;

  private static final int SUB_BUCKET_BITS = 5;
  private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

  /// One more than the bucket of the greatest `long`.
  static final int BUCKETS = (Long.SIZE - SUB_BUCKET_BITS) * SUB_BUCKETS;

  private long count;
  private int size;
  private short[] buckets = new short[4];
  private long[] counts = new long[4];

  /// The bucket of a value that is not negative.
  static int bucket(long value) {
    int shift = Math.max(Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BUCKET_BITS - 1, 0);
    return (shift << SUB_BUCKET_BITS) + (int) (value >>> shift);
  }

  /// The least value of a bucket.
  static long least(int bucket) {
    int shift = shift(bucket);
    return (long) (bucket - (shift << SUB_BUCKET_BITS)) << shift;
  }

  private static long middle(int bucket) {
    return least(bucket) + (1L << shift(bucket) >>> 1);
  }

  private static int shift(int bucket) {
    return Math.max((bucket >>> SUB_BUCKET_BITS) - 1, 0);
  }

  /// Counts one value that is not negative.
  public void add(long value) {
    add(bucket(value), 1);
  }

  void add(int bucket, long more) {
    int at = Arrays.binarySearch(buckets, 0, size, (short) bucket);
    if (at < 0) {
      at = -at - 1;
      insert(at, bucket);
    }
    counts[at] += more;
    count += more;
  }

  private void insert(int at, int bucket) {
    if (size == buckets.length) {
      int capacity = size + (size >> 1);
      buckets = Arrays.copyOf(buckets, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
    System.arraycopy(buckets, at, buckets, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    buckets[at] = (short) bucket;
    counts[at] = 0;
    size++;
  }

  public void merge(Histogram other) {
    for (int at = 0; at < other.size; at++) {
      add(other.buckets[at], other.counts[at]);
    }
  }

  /// Takes back what another has counted, of each bucket at most all there is.
  void subtract(Histogram other) {
    int kept = 0;
    count = 0;
    for (int at = 0; at < size; at++) {
      long left = Math.max(0, counts[at] - other.countOf(buckets[at]));
      if (left > 0) {
        buckets[kept] = buckets[at];
        counts[kept++] = left;
        count += left;
      }
    }
    size = kept;
  }

  private long countOf(short bucket) {
    int at = Arrays.binarySearch(buckets, 0, size, bucket);
    return at < 0 ? 0 : counts[at];
  }

  /// How many values were counted.
  @Override
  public long count() {
    return count;
  }

  /// How many values were counted that lie in the same bucket as `value` or in a lower one.
  @Override
  public long countUpTo(long value) {
    int last = bucket(value);
    long sum = 0;
    for (int at = 0; at < size && buckets[at] <= last; at++) {
      sum += counts[at];
    }
    return sum;
  }

  /// The value below or at which a part of all values lies, 0 to 1, up to [#RELATIVE_ERROR]; 0
  /// where nothing was counted.
  @Override
  public long quantile(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("a quantile must lie between 0 and 1, got " + part);
    }
    long rank = Math.max(1, (long) Math.ceil(part * count));
    for (int at = 0; at < size; at++) {
      rank -= counts[at];
      if (rank <= 0) {
        return middle(buckets[at]);
      }
    }
    return size == 0 ? 0 : middle(buckets[size - 1]);
  }

  /// How many buckets count something.
  int size() {
    return size;
  }

  int bucketAt(int place) {
    return buckets[place];
  }

  long countAt(int place) {
    return counts[place];
  }
}
