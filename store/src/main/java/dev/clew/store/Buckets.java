package dev.clew.store;

/// The narrow ranges in which durations are counted: 32 between a power of two and the next, so
/// that a bucket's middle is within 1/64 = 1.56 % of every value in it; below 64 every value has a
/// bucket of its own.
public final class Buckets {
  private static final int SUB_BUCKET_BITS = 5;
  private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

  /// The most by which a bucket's middle misses a value in it, as a part of the value.
  public static final double RELATIVE_ERROR = 1.0 / 64;

  /// One more than the bucket of the greatest `long`.
  public static final int COUNT = (Long.SIZE - SUB_BUCKET_BITS) * SUB_BUCKETS;

  private Buckets() {}

  /// The bucket of a value that is not negative.
  public static int of(long value) {
    int shift = Math.max(Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BUCKET_BITS - 1, 0);
    return (shift << SUB_BUCKET_BITS) + (int) (value >>> shift);
  }

  /// The least value of a bucket.
  public static long least(int bucket) {
    int shift = shift(bucket);
    return (long) (bucket - (shift << SUB_BUCKET_BITS)) << shift;
  }

  /// What stands for all values of a bucket.
  public static long middle(int bucket) {
    return least(bucket) + (1L << shift(bucket) >>> 1);
  }

  private static int shift(int bucket) {
    return Math.max((bucket >>> SUB_BUCKET_BITS) - 1, 0);
  }
}
