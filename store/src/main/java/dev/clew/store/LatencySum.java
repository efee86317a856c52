package dev.clew.store;

import java.util.Arrays;

/// Latencies added up: a place for each bucket between the lowest and the highest that came.
///
/// Owned by one thread.
public final class LatencySum implements Latencies {
  /// Room is made for so many buckets at a time, a power of two.
  private static final int CHUNK = 256;

  private long[] counts = new long[0];
  private int lowest;
  private long count;

  public static LatencySum of(Iterable<? extends Latencies> parts) {
    var sum = new LatencySum();
    parts.forEach(part -> part.each(sum::add));
    return sum;
  }

  public void add(int bucket, long more) {
    int at = bucket - lowest;
    if (at < 0 || at >= counts.length) {
      makeRoom(bucket);
      at = bucket - lowest;
    }
    counts[at] += more;
    count += more;
  }

  private void makeRoom(int bucket) {
    boolean isFirst = counts.length == 0;
    int from = (isFirst ? bucket : Math.min(lowest, bucket)) & -CHUNK;
    int last = isFirst ? bucket : Math.max(lowest + counts.length - 1, bucket);
    long[] room = new long[(last | (CHUNK - 1)) + 1 - from];
    System.arraycopy(counts, 0, room, lowest - (isFirst ? lowest : from), counts.length);
    counts = room;
    lowest = from;
  }

  /// How many buckets count something.
  public int size() {
    int size = 0;
    for (long each : counts) {
      size += each > 0 ? 1 : 0;
    }
    return size;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long countUpTo(long nanos) {
    int end = Math.clamp(Buckets.of(nanos) + 1L - lowest, 0, counts.length);
    return Arrays.stream(counts, 0, end).sum();
  }

  @Override
  public double sum() {
    double sum = 0;
    for (int at = 0; at < counts.length; at++) {
      sum += (double) Buckets.middle(lowest + at) * counts[at];
    }
    return sum;
  }

  @Override
  public long quantile(double part) {
    if (!(part >= 0 && part <= 1)) {
      throw new IllegalArgumentException("a quantile must lie between 0 and 1, got " + part);
    }
    long rank = Math.max(1, (long) Math.ceil(part * count));
    for (int at = 0; at < counts.length; at++) {
      rank -= counts[at];
      if (rank <= 0) {
        return Buckets.middle(lowest + at);
      }
    }
    return 0;
  }

  /// From low to high.
  @Override
  public void each(Taker taker) {
    for (int at = 0; at < counts.length; at++) {
      if (counts[at] > 0) {
        taker.take(lowest + at, counts[at]);
      }
    }
  }
}
