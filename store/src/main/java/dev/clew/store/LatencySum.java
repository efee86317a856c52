package dev.clew.store;

import java.util.Arrays;

/// Latencies added up: a place for each bucket between the lowest and the highest that came.
///
/// Owned by one thread.
public final class LatencySum implements Latencies {
  /// Room is made for so many buckets at a time, a power of two.
  private static final int CHUNK = 64;

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
      makeRoom(bucket, bucket);
      at = bucket - lowest;
    }
    counts[at] += more;
    count += more;
  }

  /// Takes back so many of a bucket, at most all there are.
  public void take(int bucket, long less) {
    int at = bucket - lowest;
    if (at >= 0 && at < counts.length) {
      long taken = Math.min(less, counts[at]);
      counts[at] -= taken;
      count -= taken;
    }
  }

  /// Forgets all, and keeps the room.
  public void clear() {
    Arrays.fill(counts, 0);
    count = 0;
  }

  /// Makes room for what lies between two buckets, both included.
  public void makeRoom(int least, int most) {
    boolean isFirst = counts.length == 0;
    if (!isFirst && least >= lowest && most < lowest + counts.length) {
      return;
    }
    int from = (isFirst ? least : Math.min(lowest, least)) & -CHUNK;
    int last = isFirst ? most : Math.max(lowest + counts.length - 1, most);
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
