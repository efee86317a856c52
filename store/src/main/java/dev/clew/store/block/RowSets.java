package dev.clew.store.block;

import java.util.ArrayDeque;
import java.util.Deque;

/// The sets of rows that columns were found to have of late.
///
/// Owned by one thread.
final class RowSets {
  private static final int MOST = 32;

  private final RowOrder order;
  private final Deque<RowSet> latest = new ArrayDeque<>();

  RowSets(RowOrder order) {
    this.order = order;
  }

  /// The set of the rows of the column that was read last.
  RowSet of(SourceColumn column) {
    for (RowSet set : latest) {
      if (set.isOf(column.rows(), column.size())) {
        return set;
      }
    }
    var set = RowSet.of(column.rows(), column.size(), order);
    latest.addFirst(set);
    if (latest.size() > MOST) {
      latest.removeLast();
    }
    return set;
  }
}
