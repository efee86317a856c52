package dev.clew.store.close;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The rule of the critical path applied moment by moment: of every single nanosecond it is asked
/// which child of the span answers for it. Slow, and needs small times.
final class CriticalPathOracle {
  private final TraceRows rows;
  private final ClosedTrace trace;
  private final long[] exclusive;

  private CriticalPathOracle(TraceRows rows, ClosedTrace trace) {
    this.rows = rows;
    this.trace = trace;
    exclusive = new long[rows.size()];
  }

  static long[] exclusiveNanos(TraceRows rows, ClosedTrace trace) {
    var oracle = new CriticalPathOracle(rows, trace);
    int root = trace.rootRow();
    oracle.share(root, rows.startNanos(root), oracle.end(root));
    return oracle.exclusive;
  }

  private long end(int row) {
    return rows.startNanos(row) + rows.durationNanos(row);
  }

  /// Shares the nanoseconds from `from` until before `to` between a span and its children.
  private void share(int row, long from, long to) {
    List<Integer> children = children(row);
    long moment = to - 1;
    while (moment >= from) {
      Optional<Integer> child = whoAnswers(children, moment);
      if (child.isEmpty()) {
        exclusive[row]++;
        moment--;
      } else {
        long begin = Math.max(from, rows.startNanos(child.get()));
        share(child.get(), begin, moment + 1);
        moment = begin - 1;
      }
    }
  }

  private List<Integer> children(int row) {
    var children = new ArrayList<Integer>();
    for (int other = 0; other < rows.size(); other++) {
      if (trace.isSpan(other) && trace.parentRow(other) == row) {
        children.add(other);
      }
    }
    return children;
  }

  /// Of the children that run all through this nanosecond, the one that ends first.
  private Optional<Integer> whoAnswers(List<Integer> children, long moment) {
    return children.stream()
        .filter(each -> rows.startNanos(each) <= moment && end(each) > moment)
        .min(
            Comparator.<Integer>comparingLong(this::end)
                .thenComparingLong(rows::startNanos)
                .thenComparingInt(each -> each));
  }
}
