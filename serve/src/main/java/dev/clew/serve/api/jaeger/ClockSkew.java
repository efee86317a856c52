package dev.clew.serve.api.jaeger;

import dev.clew.model.Durations;
import dev.clew.model.TraceTree;
import dev.clew.serve.api.GoDuration;
import dev.clew.wire.otlp.Spans;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Says where the clocks of two hosts of a trace disagree, and by how much; the times themselves
/// stay as they were sent.
final class ClockSkew {
  private final Spans spans;
  private final SpanIds ids;
  private final TraceTree tree;
  private final IntFunction<String> hostOf;
  private final @Nullable String[] warnings;

  private ClockSkew(Spans spans, SpanIds ids, TraceTree tree, IntFunction<String> hostOf) {
    this.spans = spans;
    this.ids = ids;
    this.tree = tree;
    this.hostOf = hostOf;
    warnings = new @Nullable String[spans.size()];
  }

  /// The warning of each span, null where there is none.
  ///
  /// @param hostOf the host of a span, or an empty text where it is not known
  static @Nullable String[] warnings(
      Spans spans, SpanIds ids, TraceTree tree, IntFunction<String> hostOf) {
    var skew = new ClockSkew(spans, ids, tree, hostOf);
    skew.walk();
    return skew.warnings;
  }

  private void walk() {
    long[] deltas = new long[tree.rowCount()];
    for (int row = 0; row < deltas.length; row++) {
      int span = tree.spanAt(row);
      if (tree.isOrphan(row)) {
        warnings[span] =
            "parent span ID=%016x is not in the trace; skipping clock skew adjustment"
                .formatted(ids.parents()[span]);
      } else if (ids.isRepeated(span)) {
        warnings[span] = "duplicate span IDs; skipping clock skew adjustment";
      } else if (tree.parentRow(row) >= 0) {
        deltas[row] = delta(span, tree.parentRow(row), deltas);
        warnings[span] = notApplied(deltas[row]);
      }
    }
  }

  private static @Nullable String notApplied(long delta) {
    return delta == 0
        ? null
        : "clock skew adjustment disabled; not applying calculated delta of "
            + GoDuration.format(delta);
  }

  /// On the parent's host the parent's delta holds; without knowing both hosts there is no evidence
  /// of two clocks.
  private long delta(int span, int parentRow, long[] deltas) {
    int parent = tree.spanAt(parentRow);
    String host = hostOf.apply(span);
    String parentHost = hostOf.apply(parent);
    if (host.isEmpty() || parentHost.isEmpty()) {
      return 0;
    }
    return host.equals(parentHost) ? deltas[parentRow] : between(parent, span);
  }

  private long between(int parent, int child) {
    long early = spans.startNanos(parent) - spans.startNanos(child);
    long slack = duration(parent) - duration(child);
    if (slack < 0) {
      return Math.max(early, 0);
    }
    boolean isInside = early <= 0 && -early <= slack;
    return isInside ? 0 : early + slack / 2;
  }

  private long duration(int span) {
    return Durations.between(spans.startNanos(span), spans.endNanos(span));
  }
}
