package dev.clew.store.cube;

import dev.clew.store.Buckets;
import dev.clew.store.Latencies;
import dev.clew.store.LatencySum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How often durations of which size occurred, see [Buckets].
///
/// Only buckets that count something are kept, in ascending order; what was merged out of a block
/// is read when somebody asks for more than how many there are. Owned by one thread.
public final class Histogram implements Latencies {
  private long count;
  private int size;
  private short[] buckets = new short[4];
  private long[] counts = new long[4];

  /// What stands in blocks and is counted here.
  private List<WrittenDurations> unread = List.of();

  /// What is counted there and taken back here, of each bucket at most all there is.
  private List<Histogram> taken = List.of();

  /// Counts one value that is not negative.
  public void add(long value) {
    if (!taken.isEmpty()) {
      sortIn();
    }
    int bucket = Buckets.of(value);
    int at = Arrays.binarySearch(buckets, 0, size, (short) bucket);
    if (at < 0) {
      at = -at - 1;
      insert(at, bucket);
    }
    counts[at]++;
    count++;
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
      int capacity = size == 0 ? needed : Math.max(needed, size + (size >> 1));
      buckets = Arrays.copyOf(buckets, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }

  private void sortIn() {
    if (!unread.isEmpty() || !taken.isEmpty()) {
      var all = new LatencySum();
      addUp(all);
      unread = List.of();
      taken = List.of();
      size = 0;
      makeRoom(all.size());
      all.each(this::append);
    }
  }

  /// Adds all that is left to a sum that has nothing else.
  private void addUp(LatencySum sum) {
    eachSorted(sum::add);
    for (WrittenDurations written : unread) {
      sum.makeRoom(written.lowest(), written.highest());
      written.each(sum::add);
    }
    for (Histogram each : taken) {
      each.each(sum::take);
    }
  }

  private void append(int bucket, long more) {
    buckets[size] = (short) bucket;
    counts[size++] = more;
  }

  private void eachSorted(Taker taker) {
    for (int at = 0; at < size; at++) {
      taker.take(buckets[at], counts[at]);
    }
  }

  /// Adds counts of buckets that ascend.
  void add(short[] more, long[] theirs, int moreSize) {
    if (!taken.isEmpty()) {
      sortIn();
    }
    int to = size + newOnes(more, moreSize);
    makeRoom(to);
    int own = size - 1;
    size = to;
    for (int at = moreSize - 1; at >= 0; at--) {
      while (own >= 0 && buckets[own] > more[at]) {
        to--;
        buckets[to] = buckets[own];
        counts[to] = counts[own--];
      }
      boolean isHere = own >= 0 && buckets[own] == more[at];
      to--;
      buckets[to] = more[at];
      counts[to] = theirs[at] + (isHere ? counts[own--] : 0);
      count += theirs[at];
    }
  }

  /// How many of these buckets count nothing yet.
  private int newOnes(short[] more, int moreSize) {
    int own = 0;
    int found = 0;
    for (int at = 0; at < moreSize; at++) {
      while (own < size && buckets[own] < more[at]) {
        own++;
      }
      found += own < size && buckets[own] == more[at] ? 1 : 0;
    }
    return moreSize - found;
  }

  void merge(WrittenDurations written) {
    if (!taken.isEmpty()) {
      sortIn();
    }
    if (unread.isEmpty()) {
      unread = new ArrayList<>(1);
    }
    unread.add(written);
    count += written.count();
  }

  public void merge(Histogram other) {
    if (!other.taken.isEmpty() || !taken.isEmpty()) {
      other.sortIn();
      sortIn();
    }
    other.unread.forEach(this::merge);
    add(other.buckets, other.counts, other.size);
  }

  /// Takes back what another has counted, which must not go on, of each bucket at most all there
  /// is.
  ///
  /// @param room for adding up, whatever is in it
  void subtract(Histogram other, LatencySum room) {
    if (taken.isEmpty()) {
      taken = new ArrayList<>(1);
    }
    taken.add(other);
    room.clear();
    addUp(room);
    count = room.count();
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
    int last = Buckets.of(value);
    long sum = 0;
    for (int at = 0; at < size && buckets[at] <= last; at++) {
      sum += counts[at];
    }
    return sum;
  }

  /// The value below or at which a part of all values lies, 0 to 1, up to [Buckets#RELATIVE_ERROR];
  /// 0 where nothing was counted.
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
        return Buckets.middle(buckets[at]);
      }
    }
    return size == 0 ? 0 : Buckets.middle(buckets[size - 1]);
  }

  /// All values together, each by the middle of its bucket.
  @Override
  public double sum() {
    sortIn();
    double sum = 0;
    for (int at = 0; at < size; at++) {
      sum += (double) Buckets.middle(buckets[at]) * counts[at];
    }
    return sum;
  }

  @Override
  public void each(Taker taker) {
    if (!taken.isEmpty()) {
      var left = new LatencySum();
      addUp(left);
      left.each(taker);
      return;
    }
    eachSorted(taker);
    for (WrittenDurations written : unread) {
      written.each(taker);
    }
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
