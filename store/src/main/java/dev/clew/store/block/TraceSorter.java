package dev.clew.store.block;

/// Sorts the rows of traces by start; those of a span that was sent again stay together in the
/// order in which they came, where the last of them belongs.
///
/// Owned by one thread.
final class TraceSorter {
  private final long[] starts;
  private final long[] spanIds;
  private final IdTable seen = new IdTable();
  private long[] keys = new long[64];
  private int[] order = new int[64];
  private int[] sorted = new int[64];

  /// @param starts by row
  /// @param spanIds by row
  TraceSorter(long[] starts, long[] spanIds) {
    this.starts = starts;
    this.spanIds = spanIds;
  }

  /// Sorts `rows[from]` up to `rows[to - 1]`, which are those of one trace as they came.
  void sort(int[] rows, int from, int to) {
    int count = to - from;
    makeRoom(count);
    seen.clear(count);
    for (int at = count - 1; at >= 0; at--) {
      int row = rows[from + at];
      int last = seen.put(spanIds[row], at);
      keys[at] = last == at ? starts[row] : keys[last];
      order[at] = at;
    }
    StableOrder.sort(order, 0, count, keys);
    for (int at = 0; at < count; at++) {
      sorted[at] = rows[from + order[at]];
    }
    System.arraycopy(sorted, 0, rows, from, count);
  }

  private void makeRoom(int count) {
    if (count > keys.length) {
      keys = new long[count];
      order = new int[count];
      sorted = new int[count];
    }
  }
}
