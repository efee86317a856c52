package dev.clew.collect;

import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanProblem;
import dev.clew.wire.otlp.Spans;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which spans of a batch are rejected, and why.
///
/// Owned by one thread.
final class Verdict {
  private static final Rejection[] REJECTIONS = Rejection.values();

  private final BitSet rejected = new BitSet();
  private final int[] counts = new int[REJECTIONS.length];

  private Verdict() {}

  /// Judges every span; none may start or end after `latestNanos`.
  static Verdict of(SpanBatch batch, long latestNanos) {
    var verdict = new Verdict();
    Spans spans = batch.spans();
    for (int row = 0; row < spans.size(); row++) {
      SpanProblem problem = spans.problem(row);
      if (problem != SpanProblem.NONE) {
        verdict.reject(row, Rejection.valueOf(problem.name()));
      } else if (isAfter(spans.startNanos(row), latestNanos)
          || isAfter(spans.endNanos(row), latestNanos)) {
        verdict.reject(row, Rejection.FUTURE);
      }
    }
    return verdict;
  }

  private static boolean isAfter(long nanos, long latestNanos) {
    return Long.compareUnsigned(nanos, latestNanos) > 0;
  }

  private void reject(int row, Rejection rejection) {
    rejected.set(row);
    counts[rejection.ordinal()]++;
  }

  boolean keeps(int row) {
    return !rejected.get(row);
  }

  int rejected() {
    return rejected.cardinality();
  }

  int rejected(Rejection rejection) {
    return counts[rejection.ordinal()];
  }

  /// Every rule that was broken, and how often.
  String reason() {
    List<String> rules = new ArrayList<>();
    for (Rejection rejection : REJECTIONS) {
      int count = counts[rejection.ordinal()];
      if (count > 0) {
        rules.add(rejection.rule() + " (" + count + (count == 1 ? " span)" : " spans)"));
      }
    }
    return String.join("; ", rules);
  }
}
