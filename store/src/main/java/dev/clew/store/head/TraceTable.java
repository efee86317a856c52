package dev.clew.store.head;

import java.util.Arrays;

/// Which traces a head holds, and the rows of each as a chain.
///
/// Guarded by the head's lock.
final class TraceTable {
  static final int NONE = -1;
  private static final int BYTES_A_TRACE = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final MemoryMeter meter;
  private int size;
  private long[] highs = new long[64];
  private long[] lows = new long[64];
  private int[] firstRows = new int[64];
  private int[] lastRows = new int[64];

  /// By row: the next row of the same trace.
  private int[] nextRows = new int[64];

  /// Number plus one, or 0 where free.
  private int[] slots = new int[128];

  TraceTable(MemoryMeter meter) {
    this.meter = meter;
    meter.add(64L * (BYTES_A_TRACE + Integer.BYTES) + 128 * Integer.BYTES);
  }

  int size() {
    return size;
  }

  /// Puts the row behind those of its trace and returns the trace's number. Rows come in order.
  int add(long high, long low, int row) {
    if (row == nextRows.length) {
      meter.add((long) row * Integer.BYTES);
      nextRows = Arrays.copyOf(nextRows, row * 2);
    }
    nextRows[row] = NONE;
    int slot = slotOf(high, low);
    int number = slots[slot] - 1;
    if (number >= 0) {
      nextRows[lastRows[number]] = row;
      lastRows[number] = row;
      return number;
    }
    slots[slot] = size + 1;
    return addTrace(high, low, row);
  }

  private int addTrace(long high, long low, int row) {
    if (size == highs.length) {
      grow();
    }
    highs[size] = high;
    lows[size] = low;
    firstRows[size] = row;
    lastRows[size] = row;
    size++;
    if (size * 2 > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void grow() {
    int capacity = size * 2;
    meter.add((long) size * BYTES_A_TRACE);
    highs = Arrays.copyOf(highs, capacity);
    lows = Arrays.copyOf(lows, capacity);
    firstRows = Arrays.copyOf(firstRows, capacity);
    lastRows = Arrays.copyOf(lastRows, capacity);
  }

  private void rehash() {
    meter.add((long) slots.length * Integer.BYTES);
    slots = new int[slots.length * 2];
    for (int number = 0; number < size; number++) {
      slots[slotOf(highs[number], lows[number])] = number + 1;
    }
  }

  int find(long high, long low) {
    return slots[slotOf(high, low)] - 1;
  }

  private int slotOf(long high, long low) {
    int slot = (int) mix(high * 31 + low) & (slots.length - 1);
    while (slots[slot] != 0
        && (lows[slots[slot] - 1] != low || highs[slots[slot] - 1] != high)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  // A full avalanche: ids come from strangers, and ids that share low bits must not line up.
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  Snapshot snapshot() {
    return new Snapshot(size, highs, lows, firstRows, nextRows);
  }

  /// The traces of one moment. The chains may grow behind its back, but only by rows that come
  /// after those of the moment.
  @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
  record Snapshot(int size, long[] highs, long[] lows, int[] firstRows, int[] nextRows) {
    /// The rows of a trace that are below `rowCount`.
    int[] rows(int number, int rowCount) {
      int[] rows = new int[4];
      int count = 0;
      for (int row = firstRows[number]; row != NONE && row < rowCount; row = nextRows[row]) {
        if (count == rows.length) {
          rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
      }
      return Arrays.copyOf(rows, count);
    }
  }
}
