package dev.clew.store.cube;

import dev.clew.store.Buckets;
import java.util.Arrays;

/// What was counted in cells and is not in their measures yet. It is put there many at a time, cell
/// by cell and bucket by bucket: one by one, each would wait for the memory of another cell.
///
/// Owned by one thread.
final class Waiting {
  private static final int MOST = 1 << 16;
  private static final int FIRST = 1 << 6;

  private static final int ERROR_BITS = 1;
  private static final int BUCKET_BITS = 11;
  private static final int CELL_SHIFT = BUCKET_BITS + ERROR_BITS;

  /// Each is a cell, a bucket below it and, lowest, whether there was an error.
  private long[] entries = {};

  private int size;

  /// Adds one thing to a cell.
  void add(int cell, long durationNanos, boolean hasError) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, Math.max(size * 2, FIRST));
    }
    long bucket = Buckets.of(durationNanos);
    entries[size++] = (long) cell << CELL_SHIFT | bucket << ERROR_BITS | (hasError ? 1 : 0);
  }

  boolean isFull() {
    return size == MOST;
  }

  /// Puts all of it into the measures of these cells.
  void moveTo(Cells cells) {
    if (size == 0) {
      return;
    }
    sort(cells.size());
    var buckets = new short[Math.min(size, Buckets.COUNT)];
    var counts = new long[buckets.length];
    for (int at = 0; at < size; ) {
      long cell = entries[at] >>> CELL_SHIFT;
      int found = 0;
      long errors = 0;
      for (; at < size && entries[at] >>> CELL_SHIFT == cell; at++) {
        short bucket = (short) (entries[at] >>> ERROR_BITS & (1 << BUCKET_BITS) - 1);
        if (found == 0 || buckets[found - 1] != bucket) {
          buckets[found] = bucket;
          counts[found++] = 0;
        }
        counts[found - 1]++;
        errors += entries[at] & 1;
      }
      cells.measures((int) cell).add(buckets, counts, found, errors);
    }
    size = 0;
  }

  private void sort(int cells) {
    long[] byBucket = new long[size];
    scatter(entries, byBucket, 0, 1 << CELL_SHIFT);
    scatter(byBucket, entries, CELL_SHIFT, Integer.highestOneBit(cells) << 1);
  }

  /// Sorts by some of the bits.
  ///
  /// @param keys how many these bits can tell apart
  private void scatter(long[] from, long[] to, int shift, int keys) {
    int[] next = new int[keys + 1];
    for (int at = 0; at < size; at++) {
      next[((int) (from[at] >>> shift) & (keys - 1)) + 1]++;
    }
    for (int key = 0; key < keys; key++) {
      next[key + 1] += next[key];
    }
    for (int at = 0; at < size; at++) {
      to[next[(int) (from[at] >>> shift) & (keys - 1)]++] = from[at];
    }
  }
}
