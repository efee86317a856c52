package dev.clew.query.eval;

import dev.clew.model.TraceTree;
import java.util.Arrays;

/// The trees of the traces of a batch, by the edges from spans to their parents.
///
/// Owned by one thread.
final class Forest {
  static final int NONE = -1;

  private final int[] parent;
  private final int[] order;
  private final int[] place;
  private final int[] size;
  private final int[] depth;
  private final boolean[] isOrphan;

  Forest(Batch batch) {
    int rows = batch.rows();
    parent = new int[rows];
    order = new int[rows];
    place = new int[rows];
    size = new int[rows];
    depth = new int[rows];
    isOrphan = new boolean[rows];
    for (int trace = 0; trace < batch.traceCount(); trace++) {
      plant(batch, batch.firstRow(trace), batch.firstRow(trace + 1));
    }
  }

  private void plant(Batch batch, int from, int to) {
    Batch.Spans spans = batch.spans();
    TraceTree tree =
        TraceTree.of(
            Arrays.copyOfRange(spans.ids(), from, to),
            Arrays.copyOfRange(spans.parentIds(), from, to),
            Arrays.copyOfRange(spans.startNanos(), from, to),
            new TraceTree.Ends(
                Arrays.copyOfRange(spans.kinds(), from, to),
                Arrays.copyOfRange(spans.services(), from, to)));
    for (int at = 0; at < to - from; at++) {
      int row = from + tree.spanAt(at);
      int above = tree.parentRow(at);
      order[from + at] = row;
      place[row] = from + at;
      parent[row] = above == NONE ? NONE : from + tree.spanAt(above);
      size[row] = tree.size(at);
      depth[row] = tree.depth(at);
      isOrphan[row] = tree.isOrphan(at);
    }
  }

  /// The row of the parent, or -1.
  int parent(int row) {
    return parent[row];
  }

  /// The rows such that a parent stands before those below it, and these stand together.
  int[] order() {
    return order;
  }

  /// Where a row stands in the order.
  int place(int row) {
    return place[row];
  }

  /// How many rows stand below a row, itself included.
  int size(int row) {
    return size[row];
  }

  int depth(int row) {
    return depth[row];
  }

  /// True when the span names a parent that is not here.
  boolean isOrphan(int row) {
    return isOrphan[row];
  }
}
