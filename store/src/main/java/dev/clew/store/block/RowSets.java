package dev.clew.store.block;

import java.util.ArrayDeque;
import java.util.Deque;

/// The sets of rows that columns were found to have of late.
///
/// Owned by one thread.
final class RowSets {
  private static final int MOST = 32;

  // Together they have at most so many values a row of the block.
  private static final int MOST_VALUES_A_ROW = 4;

  // However many rows it has: those of a large block would take more memory than all else.
  private static final int MOST_VALUES = 1 << 20;

  private final RowOrder order;
  private final Deque<RowSet> latest = new ArrayDeque<>();
  private final SpareArrays arrays = new SpareArrays();
  private long values;

  RowSets(RowOrder order) {
    this.order = order;
  }

  /// The set of the rows of the column that was read last; valid until the next one is asked for.
  RowSet of(SourceColumn column) {
    for (RowSet set : latest) {
      if (set.isOf(column.rows(), column.size())) {
        return set;
      }
    }
    makeRoom(column.size());
    var set = RowSet.of(column.rows(), column.size(), order, arrays);
    latest.addFirst(set);
    values += set.size();
    return set;
  }

  /// Lets go of all sets, and of their memory.
  void release() {
    latest.clear();
    arrays.clear();
    values = 0;
  }

  private void makeRoom(int size) {
    long most = Math.min((long) MOST_VALUES_A_ROW * order.rowCount(), MOST_VALUES);
    while (latest.size() == MOST || (values + size > most && !latest.isEmpty())) {
      RowSet oldest = latest.removeLast();
      values -= oldest.size();
      oldest.release(arrays);
    }
  }
}
