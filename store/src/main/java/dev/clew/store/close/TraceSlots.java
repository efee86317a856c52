package dev.clew.store.close;

import java.util.Arrays;

/// Gives each trace of a bounded set a small number, and takes it back.
///
/// Owned by one thread. Memory grows with the most traces that were ever here at once.
final class TraceSlots {
  static final int NONE = -1;

  private final int limit;
  private int size;
  private int used;
  private int free = NONE;
  private long[] highs;
  private long[] lows;

  /// The next slot in the same bucket, or the next free one.
  private int[] next;

  private int[] buckets;

  /// @param limit how many traces there may be at once, 1 or more
  TraceSlots(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("needs room for one trace at least, got " + limit);
    }
    this.limit = limit;
    int capacity = Math.min(limit, 64);
    highs = new long[capacity];
    lows = new long[capacity];
    next = new int[capacity];
    buckets = emptyBuckets(64);
  }

  private static int[] emptyBuckets(int count) {
    int[] buckets = new int[count];
    Arrays.fill(buckets, NONE);
    return buckets;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == limit;
  }

  long high(int slot) {
    return highs[slot];
  }

  long low(int slot) {
    return lows[slot];
  }

  /// The number of a trace, or -1.
  int find(long high, long low) {
    int slot = buckets[bucket(high, low)];
    while (slot != NONE && (highs[slot] != high || lows[slot] != low)) {
      slot = next[slot];
    }
    return slot;
  }

  /// Numbers a trace that is not here. There must be room.
  int add(long high, long low) {
    if (isFull()) {
      throw new IllegalStateException("there is room for " + limit + " traces, all taken");
    }
    int slot = newSlot();
    highs[slot] = high;
    lows[slot] = low;
    size++;
    chain(slot);
    return slot;
  }

  private int newSlot() {
    if (free != NONE) {
      int slot = free;
      free = next[slot];
      return slot;
    }
    if (used == highs.length) {
      grow();
    }
    return used++;
  }

  private void grow() {
    int capacity = (int) Math.min(limit, used * 2L);
    highs = Arrays.copyOf(highs, capacity);
    lows = Arrays.copyOf(lows, capacity);
    next = Arrays.copyOf(next, capacity);
    // No slot is free when a table grows, so all are chained anew.
    buckets = emptyBuckets(Integer.highestOneBit(capacity) * 2);
    for (int slot = 0; slot < used; slot++) {
      chain(slot);
    }
  }

  private void chain(int slot) {
    int bucket = bucket(highs[slot], lows[slot]);
    next[slot] = buckets[bucket];
    buckets[bucket] = slot;
  }

  /// Takes back the number of a trace that is here.
  void remove(int slot) {
    int bucket = bucket(highs[slot], lows[slot]);
    if (buckets[bucket] == slot) {
      buckets[bucket] = next[slot];
    } else {
      int before = buckets[bucket];
      while (next[before] != slot) {
        before = next[before];
      }
      next[before] = next[slot];
    }
    next[slot] = free;
    free = slot;
    size--;
  }

  private int bucket(long high, long low) {
    return IdHash.slot(high, low, buckets.length);
  }
}
