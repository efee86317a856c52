package dev.clew.store.close;

import dev.clew.model.CriticalPath;
import dev.clew.model.RowOrder;
import java.util.BitSet;

/// What is known about a whole trace, computed once from its rows and kept beside them.
///
/// A row that was sent again later is no span: it counts nowhere, has no parent, no time on the
/// critical path, and 0 for its nested-set numbers. Immutable; it does not hold on to the rows.
public final class ClosedTrace {
  private final int[] first;
  private final int[] parent;
  private final BitSet orphans;
  private final BitSet cut;
  private final int[] byStart;
  private final long[] exclusiveNanos;
  private final int root;
  private final boolean isRootMissing;
  private final Totals totals;

  /// Judges a trace; it needs one row at least.
  public static ClosedTrace of(TraceRows rows) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("a trace needs one span at least, got none");
    }
    return new ClosedTrace(rows);
  }

  private ClosedTrace(TraceRows rows) {
    var index = new SpanIndex(rows);
    var times = new Times(rows);
    byStart = RowOrder.by(times.start(), index.spans());
    var parents = new Parents(rows, index, times.start());
    first = index.first();
    parent = parents.rows();
    orphans = parents.orphans();
    cut = parents.cut();
    int trueRoot = earliestTop(rows, byStart, true);
    isRootMissing = trueRoot == SpanIndex.NONE;
    root = isRootMissing ? stand(rows, byStart) : trueRoot;
    exclusiveNanos = CriticalPath.exclusiveNanos(root, parent, times.start(), times.end(), byStart);
    totals = new Totals(rows, index, parent, times);
  }

  /// What stands for the root: the earliest orphan, or else the earliest span.
  private int stand(TraceRows rows, int[] byStart) {
    for (int row : byStart) {
      if (orphans.get(row)) {
        return row;
      }
    }
    return earliestTop(rows, byStart, false);
  }

  private int earliestTop(TraceRows rows, int[] byStart, boolean namesNoParent) {
    for (int row : byStart) {
      if (parent[row] == SpanIndex.NONE && (rows.parentId(row) == 0) == namesNoParent) {
        return row;
      }
    }
    return SpanIndex.NONE;
  }

  /// The row of the earliest root; where there is none, of the earliest orphan; where there is no
  /// orphan either, of the earliest span above which a circle was cut.
  public int rootRow() {
    return root;
  }

  /// True when no span of the trace is a root.
  public boolean isRootMissing() {
    return isRootMissing;
  }

  /// The earliest start of a span.
  public long startNanos() {
    return Times.clock(totals.start);
  }

  /// From the earliest start to the latest end of a span, at most [Long#MAX_VALUE].
  public long durationNanos() {
    return Times.between(totals.start, totals.end);
  }

  public int spanCount() {
    return totals.spans;
  }

  public int errorCount() {
    return totals.errors;
  }

  /// How many services took part.
  public int serviceCount() {
    return totals.services.cardinality();
  }

  /// Spans that came for the first time after the trace had been closed.
  public int lateCount() {
    return totals.late;
  }

  /// Spans that have no moment in common with their parent: clocks disagree, or the work was left
  /// to itself.
  public int outsideCount() {
    return totals.outside;
  }

  /// Spans that name a parent that is not here.
  public int orphanCount() {
    return orphans.cardinality();
  }

  /// Whether parents ran in a circle.
  public boolean isCycleBroken() {
    return !cut.isEmpty();
  }

  /// True when nothing says that a span is missing.
  public boolean isComplete() {
    return !isRootMissing && orphans.isEmpty() && cut.isEmpty();
  }

  public int rowCount() {
    return first.length;
  }

  /// False for a row whose span came again later.
  public boolean isSpan(int row) {
    return first[row] != SpanIndex.NONE;
  }

  /// The row at which the span of this row came for the first time, or -1 where the row is no span.
  public int firstRow(int row) {
    return first[row];
  }

  public boolean isOrphan(int row) {
    return orphans.get(row);
  }

  /// True when the edge to the span's parent was cut, because parents ran in a circle.
  public boolean isCut(int row) {
    return cut.get(row);
  }

  /// The row of the parent, or -1.
  public int parentRow(int row) {
    return parent[row];
  }

  /// Where each span stands below its parents; worked out anew with each call.
  public Layout layout() {
    return new Layout(parent, byStart);
  }

  /// The time on the trace's critical path for which this span alone answers, see `CriticalPath`.
  public long criticalPathNanos(int row) {
    return exclusiveNanos[row];
  }

  /// Sums over the spans of a trace.
  private static final class Totals {
    private final BitSet services = new BitSet();
    private final int spans;
    private int errors;
    private int late;
    private int outside;
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    private Totals(TraceRows rows, SpanIndex index, int[] parent, Times times) {
      spans = index.spans().length;
      for (int row : index.spans()) {
        services.set(rows.service(row));
        errors += rows.hasError(row) ? 1 : 0;
        late += index.first()[row] >= rows.lateFrom() ? 1 : 0;
        outside += parent[row] != SpanIndex.NONE && isOutside(row, parent[row], times) ? 1 : 0;
        start = Math.min(start, times.start()[row]);
        end = Math.max(end, times.end()[row]);
      }
    }

    private static boolean isOutside(int row, int parent, Times times) {
      return times.end()[row] < times.start()[parent] || times.start()[row] > times.end()[parent];
    }
  }
}
