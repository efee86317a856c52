package dev.clew.model;

import java.util.Arrays;

/// The shape of one trace: its spans in preorder, a parent before its children, siblings by start
/// time, then by their place in the input.
///
/// It works on arrays, one element a span, and never recurses, so that a trace of a million spans
/// or a chain ten thousand deep is as safe as a small one. A span whose parent is not in the trace
/// stands at depth 0 and is an orphan. Where parents run in a circle, the circle is cut at its
/// earliest span, which then stands at depth 0. Of several spans with the parent's id the first in
/// the input is the parent; of the two ends of a call that share an id see [SpanParents].
public final class TraceTree {
  private static final int NONE = -1;

  private final int[] order;
  private final int[] parentRow;
  private final int[] depth;
  private final int[] size;
  private final boolean[] orphan;
  private final boolean[] cut;
  private int orphanCount;

  /// What tells the ends of a call apart that share an id.
  ///
  /// @param kinds of each span, OTLP's number
  /// @param services a number for the service of each span
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Ends(int[] kinds, int[] services) {}

  /// Builds the tree of spans with these ids, parent ids (0 = root) and start times.
  public static TraceTree of(long[] spanIds, long[] parentIds, long[] startNanos) {
    return new TraceTree(SpanParents.byId(spanIds), parentIds, startNanos);
  }

  /// Builds the tree of spans of which a client and a server may share an id.
  public static TraceTree of(long[] spanIds, long[] parentIds, long[] startNanos, Ends ends) {
    return new TraceTree(SpanParents.byIdAndEnd(spanIds, ends), parentIds, startNanos);
  }

  private TraceTree(SpanParents parents, long[] parentIds, long[] startNanos) {
    int count = parentIds.length;
    order = new int[count];
    parentRow = new int[count];
    depth = new int[count];
    size = new int[count];
    orphan = new boolean[count];
    cut = new boolean[count];
    int[] parent = parents(parents, parentIds);
    int[] byStart = sortedByStart(startNanos);
    cutCycles(parent, byStart);
    layOut(parent, byStart);
  }

  private int[] parents(SpanParents parents, long[] parentIds) {
    int[] parent = new int[parentIds.length];
    for (int span = 0; span < parent.length; span++) {
      parent[span] = parents.find(span, parentIds[span]);
      orphan[span] = parentIds[span] != 0 && parent[span] == NONE;
      orphanCount += orphan[span] ? 1 : 0;
    }
    return parent;
  }

  private static int[] sortedByStart(long[] startNanos) {
    // Sorting pairs as objects would cost more than the whole layout; most traces are small.
    Integer[] boxed = new Integer[startNanos.length];
    Arrays.setAll(boxed, span -> span);
    Arrays.sort(boxed, (a, b) -> Long.compareUnsigned(startNanos[a], startNanos[b]));
    int[] sorted = new int[boxed.length];
    Arrays.setAll(sorted, at -> boxed[at]);
    return sorted;
  }

  /// Walks up from each span; whoever meets its own trail stands in a circle.
  private void cutCycles(int[] parent, int[] byStart) {
    int[] seenBy = new int[parent.length];
    for (int from : byStart) {
      int trail = from + 1;
      int at = from;
      while (at != NONE && seenBy[at] == 0) {
        seenBy[at] = trail;
        at = parent[at];
      }
      if (at != NONE && seenBy[at] == trail) {
        int first = earliestOfCircle(parent, at, byStart);
        parent[first] = NONE;
        cut[first] = true;
      }
    }
  }

  private static int earliestOfCircle(int[] parent, int member, int[] byStart) {
    var inCircle = new boolean[parent.length];
    for (int at = member; !inCircle[at]; at = parent[at]) {
      inCircle[at] = true;
    }
    for (int span : byStart) {
      if (inCircle[span]) {
        return span;
      }
    }
    return member;
  }

  private void layOut(int[] parent, int[] byStart) {
    int count = parent.length;
    int[] firstChild = new int[count + 1];
    int[] nextSibling = new int[count];
    Arrays.fill(firstChild, NONE);
    for (int at = count - 1; at >= 0; at--) {
      int span = byStart[at];
      int slot = parent[span] == NONE ? count : parent[span];
      nextSibling[span] = firstChild[slot];
      firstChild[slot] = span;
    }
    int[] rowOf = new int[count];
    int row = 0;
    int at = firstChild[count];
    while (at != NONE) {
      row = place(at, row, parent, rowOf);
      at = next(at, parent, firstChild, nextSibling);
    }
    sumSizes();
  }

  private int place(int span, int row, int[] parent, int[] rowOf) {
    rowOf[span] = row;
    order[row] = span;
    int above = parent[span];
    parentRow[row] = above == NONE ? NONE : rowOf[above];
    depth[row] = above == NONE ? 0 : depth[rowOf[above]] + 1;
    return row + 1;
  }

  private static int next(int span, int[] parent, int[] firstChild, int[] nextSibling) {
    if (firstChild[span] != NONE) {
      return firstChild[span];
    }
    int at = span;
    while (at != NONE && nextSibling[at] == NONE) {
      at = parent[at];
    }
    return at == NONE ? NONE : nextSibling[at];
  }

  private void sumSizes() {
    Arrays.fill(size, 1);
    for (int row = size.length - 1; row >= 0; row--) {
      if (parentRow[row] != NONE) {
        size[parentRow[row]] += size[row];
      }
    }
  }

  public int rowCount() {
    return order.length;
  }

  /// The place in the input of the span at this row.
  public int spanAt(int row) {
    return order[row];
  }

  /// The row of this row's parent, or -1.
  public int parentRow(int row) {
    return parentRow[row];
  }

  public int depth(int row) {
    return depth[row];
  }

  /// How many rows the subtree of this row has, itself included.
  public int size(int row) {
    return size[row];
  }

  /// True when the span names a parent that is not in the trace.
  public boolean isOrphan(int row) {
    return orphan[order[row]];
  }

  /// True when the edge to the span's parent was cut because parents run in a circle.
  public boolean isCut(int row) {
    return cut[order[row]];
  }

  public int orphanCount() {
    return orphanCount;
  }
}
