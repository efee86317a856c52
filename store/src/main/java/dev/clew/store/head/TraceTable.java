package dev.clew.store.head;

import java.util.Arrays;

/// Which traces a head holds, and the rows of each as a chain.
///
/// Guarded by the head's lock.
final class TraceTable {
  static final int NONE = -1;
  private static final int FIRST_SLOTS = 64;

  private final HeadMemory memory;
  private final Longs highs;
  private final Longs lows;
  private final Ints firstRows;
  private final Ints lastRows;

  /// By row: the next row of the same trace.
  private final Ints nextRows;

  /// Number plus one, or 0 where free.
  private Ints slots;

  private int slotMask = FIRST_SLOTS - 1;
  private int size;

  /// The trace of the last row: the spans of a trace often come together.
  private int last = NONE;

  TraceTable(HeadMemory memory) {
    this.memory = memory;
    highs = new Longs(memory);
    lows = new Longs(memory);
    firstRows = new Ints(memory);
    lastRows = new Ints(memory);
    nextRows = new Ints(memory);
    slots = Ints.zeroes(FIRST_SLOTS, memory);
  }

  int size() {
    return size;
  }

  /// Puts the row behind those of its trace and returns the trace's number. Rows come in order.
  int add(long high, long low, int row) {
    nextRows.put(row, NONE);
    if (last == NONE || !is(last, high, low)) {
      int slot = slotOf(high, low);
      last = slots.get(slot) - 1;
      if (last == NONE) {
        slots.set(slot, size + 1);
        last = addTrace(high, low, row);
        return last;
      }
    }
    nextRows.set(lastRows.get(last), row);
    lastRows.set(last, row);
    return last;
  }

  private boolean is(int number, long high, long low) {
    return lows.get(number) == low && highs.get(number) == high;
  }

  private int addTrace(long high, long low, int row) {
    highs.put(size, high);
    lows.put(size, low);
    firstRows.put(size, row);
    lastRows.put(size, row);
    size++;
    if (size * 2 > slotMask + 1) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    int count = (slotMask + 1) * 2;
    slots.giveBack();
    slots = Ints.zeroes(count, memory);
    slotMask = count - 1;
    for (int number = 0; number < size; number++) {
      slots.set(slotOf(highs.get(number), lows.get(number)), number + 1);
    }
  }

  int find(long high, long low) {
    return slots.get(slotOf(high, low)) - 1;
  }

  private int slotOf(long high, long low) {
    int slot = (int) mix(high * 31 + low) & slotMask;
    int number = slots.get(slot) - 1;
    while (number != NONE && !is(number, high, low)) {
      slot = (slot + 1) & slotMask;
      number = slots.get(slot) - 1;
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
    return new Snapshot(
        size, highs.snapshot(), lows.snapshot(), firstRows.snapshot(), nextRows.snapshot());
  }

  /// The traces of one moment. The chains may grow behind its back, but only by rows that come
  /// after those of the moment.
  record Snapshot(
      int size,
      Longs.Snapshot highs,
      Longs.Snapshot lows,
      Ints.Snapshot firstRows,
      Ints.Snapshot nextRows) {
    /// The rows of a trace that are below `rowCount`.
    int[] rows(int number, int rowCount) {
      int[] rows = new int[4];
      int count = 0;
      int row = firstRows.get(number);
      while (row != NONE && row < rowCount) {
        if (count == rows.length) {
          rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
        row = nextRows.get(row);
      }
      return Arrays.copyOf(rows, count);
    }
  }
}
