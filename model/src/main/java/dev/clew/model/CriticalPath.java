package dev.clew.model;

import java.util.Arrays;

/// How much of a trace's time is whose: the exclusive critical-path time of every span, that is,
/// the part of the root's duration for which this span answers, and no span below it.
///
/// **The rule.** The root answers for all of its time. Whoever answers for a stretch of time walks
/// through it backwards and gives away what a child answers for:
///
/// 1. At the cursor, at first the end of the stretch, look at the children that run there: that
///    start before the cursor and end at it or after it. Of them the one whose end is nearest to
///    the cursor gets all the time back to its own start, or to the start of the stretch, and the
///    cursor goes there. It is the child that finished last as seen from the cursor: what began
///    there can have waited for it, and not for one that ended later. Of equal ends the earliest
///    start has it, then the one that came first.
/// 2. Where no child runs, the span keeps the time back to the latest end of a child before the
///    cursor, or to the start of the stretch. What it keeps is its exclusive time.
///
/// Each child that got a stretch does the same with that stretch. So every moment of the root's
/// time is exactly one span's, and **the exclusive times of a trace sum to its root's duration**,
/// in a well-nested trace and in any other.
///
/// **What follows from it.**
///
/// - *Overlap.* Of parallel children the one that ends last is on the path; the others only for the
///   time before it started, and there cut off at its start.
/// - *Asynchronous work.* A child that ends after its parent counts as far as its parent's stretch
///   reaches. Nothing after the root's end is on the path.
/// - *Clock skew.* A child that starts before its parent is cut off at the parent's start. A child
///   wholly outside its parent gets nothing, nor does anything below it; the trace counts such
///   spans. No clock is set right here: whoever shows a trace may do that.
/// - *Missing parents.* Spans that are not below the trace's root have no time on its path: other
///   roots, orphans, what stands below a cut circle. A trace without a root is judged by its
///   earliest orphan, as if that were the root.
/// - *No duration.* A span without one, unfinished ones too, has no time to answer for.
///
/// The walk takes each child once from a list ordered by end and never recurses.
public final class CriticalPath {
  private static final int NONE = -1;

  private final long[] start;
  private final long[] end;
  private final int[] latestChild;
  private final int[] earlierSibling;
  private final Sections sections;

  /// Children that end at the cursor or after it and may still run there; the nearest end on top.
  private final int[] running;

  /// Spans that got a stretch and have not given away of it yet.
  private final int[] pending;

  private int pendingCount;

  /// Is told of every stretch of time for which one span alone answers, in no particular order.
  @FunctionalInterface
  public interface Sections {
    void add(int row, long startNanos, long endNanos);
  }

  private CriticalPath(
      int[] parent, long[] startNanos, long[] endNanos, int[] byStart, Sections sections) {
    this.sections = sections;
    // Cut down to the stretches, as they are given away.
    start = startNanos.clone();
    end = endNanos.clone();
    latestChild = new int[parent.length];
    earlierSibling = new int[parent.length];
    running = new int[byStart.length];
    pending = new int[byStart.length];
    chainByEnd(parent, RowOrder.by(end, byStart));
  }

  private void chainByEnd(int[] parent, int[] byEnd) {
    Arrays.fill(latestChild, NONE);
    for (int row : byEnd) {
      if (parent[row] != NONE) {
        earlierSibling[row] = latestChild[parent[row]];
        latestChild[parent[row]] = row;
      }
    }
  }

  /// The exclusive time of every row, in nanoseconds.
  ///
  /// @param root the row whose time is given away
  /// @param parent by row, the row of its parent, or -1
  /// @param startNanos by row, on a line where the order of moments is the order of signed numbers
  /// @param endNanos by row, not before the start
  /// @param byStart the rows that are spans, in the order of their start
  public static long[] exclusiveNanos(
      int root, int[] parent, long[] startNanos, long[] endNanos, int[] byStart) {
    long[] exclusive = new long[parent.length];
    walk(
        root,
        parent,
        startNanos,
        endNanos,
        byStart,
        (row, from, to) -> exclusive[row] += to - from);
    return exclusive;
  }

  /// Tells the sections of the root's time, each with the row that answers for it; see
  /// [#exclusiveNanos].
  public static void walk(
      int root,
      int[] parent,
      long[] startNanos,
      long[] endNanos,
      int[] byStart,
      Sections sections) {
    var path = new CriticalPath(parent, startNanos, endNanos, byStart, sections);
    path.pending[path.pendingCount++] = root;
    while (path.pendingCount > 0) {
      path.giveAway(path.pending[--path.pendingCount]);
    }
  }

  private void giveAway(int row) {
    int child = latestChild[row];
    int runningCount = 0;
    long cursor = end[row];
    while (cursor > start[row]) {
      while (child != NONE && end[child] >= cursor) {
        running[runningCount++] = child;
        child = earlierSibling[child];
      }
      while (runningCount > 0 && start[running[runningCount - 1]] >= cursor) {
        runningCount--;
      }
      if (runningCount > 0) {
        cursor = give(running[--runningCount], start[row], cursor);
      } else {
        long until = child == NONE ? start[row] : Math.max(start[row], end[child]);
        sections.add(row, until, cursor);
        cursor = until;
      }
    }
  }

  /// Makes a child answer for the time up to `to`, and returns from when on.
  private long give(int child, long notBefore, long to) {
    start[child] = Math.max(start[child], notBefore);
    end[child] = to;
    pending[pendingCount++] = child;
    return start[child];
  }
}
