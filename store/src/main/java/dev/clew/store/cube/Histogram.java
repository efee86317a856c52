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

  private static final int MOST_RECENT = 256;

  private long count;
  private int size;
  private short[] buckets = new short[4];
  private long[] counts = new long[4];

  /// Buckets of values that were counted last and are not sorted in yet.
  private short[] recent = new short[8];

  private int recentCount;

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
    if (recentCount == recent.length) {
      sortIn();
    }
    recent[recentCount++] = (short) bucket(value);
    count++;
  }

  void add(int bucket, long more) {
    sortIn();
    int at = Arrays.binarySearch(buckets, 0, size, (short) bucket);
    if (at < 0) {
      at = -at - 1;
      insert(at, bucket);
    }
    counts[at] += more;
    count += more;
  }

  private void insert(int at, int bucket) {
    makeRoom(size + 1);
    System.arraycopy(buckets, at, buckets, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    buckets[at] = (short) bucket;
    counts[at] = 0;
    size++;
  }

  private void makeRoom(int needed) {
    if (needed > buckets.length) {
      int capacity = Math.max(needed, buckets.length + (buckets.length >> 1));
      buckets = Arrays.copyOf(buckets, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  /// Sorts in what came last: many at a time, since each moves all that is behind it.
  private void sortIn() {
    if (recentCount == 0) {
      return;
    }
    Arrays.sort(recent, 0, recentCount);
    int found = 0;
    int added = 0;
    for (int at = 0; at < recentCount; at++) {
      while (found < size && buckets[found] < recent[at]) {
        found++;
      }
      boolean isHere = found < size && buckets[found] == recent[at];
      added += isHere || (at > 0 && recent[at - 1] == recent[at]) ? 0 : 1;
    }
    makeRoom(size + added);
    mergeFromBehind(size + added);
    recentCount = 0;
    if (recent.length < Math.min(size, MOST_RECENT)) {
      recent = new short[Math.min(recent.length * 2, MOST_RECENT)];
    }
  }

  private void mergeFromBehind(int newSize) {
    int old = size - 1;
    int to = newSize;
    for (int at = recentCount - 1; at >= 0; at--) {
      while (old >= 0 && buckets[old] > recent[at]) {
        to--;
        buckets[to] = buckets[old];
        counts[to] = counts[old--];
      }
      boolean isTaken = to < newSize && buckets[to] == recent[at];
      if (!isTaken) {
        boolean isHere = old >= 0 && buckets[old] == recent[at];
        to--;
        buckets[to] = recent[at];
        counts[to] = isHere ? counts[old--] : 0;
      }
      counts[to]++;
    }
    size = newSize;
  }

  public void merge(Histogram other) {
    other.sortIn();
    for (int at = 0; at < other.size; at++) {
      add(other.buckets[at], other.counts[at]);
    }
  }

  /// Takes back what another has counted, of each bucket at most all there is.
  void subtract(Histogram other) {
    sortIn();
    other.sortIn();
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
    sortIn();
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
    sortIn();
    long rank = Math.max(1, (long) Math.ceil(part * count));
    for (int at = 0; at < size; at++) {
      rank -= counts[at];
      if (rank <= 0) {
        return middle(buckets[at]);
      }
    }
    return size == 0 ? 0 : middle(buckets[size - 1]);
  }

  /// All values together, each by the middle of its bucket.
  @Override
  public double sum() {
    sortIn();
    double sum = 0;
    for (int at = 0; at < size; at++) {
      sum += (double) middle(buckets[at]) * counts[at];
    }
    return sum;
  }

  /// How many buckets count something.
  int size() {
    sortIn();
    return size;
  }

  int bucketAt(int place) {
    return buckets[place];
  }

  long countAt(int place) {
    return counts[place];
  }
}
