package dev.clew.query.oracle;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.query.oracle.SearchOracle.Found;
import dev.clew.query.oracle.SpanSet.Label;
import java.util.List;

/// A trace that a search found, as an engine tells of it and as the oracle would.
record Hit(TraceId trace, Summary summary, List<Matched> sets) {
  Hit {
    sets = List.copyOf(sets);
  }

  /// What is told of the trace as a whole.
  record Summary(
      String rootService,
      String rootName,
      long startNanos,
      long durationNanos,
      int spans,
      int errors,
      int orphans) {}

  record Matched(List<SpanId> spans, List<Label> labels) {
    Matched {
      spans = List.copyOf(spans);
      labels = List.copyOf(labels);
    }
  }

  static Hit of(Found found) {
    WholeTrace trace = found.trace();
    return new Hit(trace.id, summary(trace), found.sets().stream().map(Hit::matched).toList());
  }

  private static Summary summary(WholeTrace trace) {
    return new Summary(
        WholeTrace.service(trace.root),
        trace.root.span.name(),
        trace.startNanos(),
        trace.durationNanos(),
        trace.nodes.size(),
        trace.errorCount(),
        trace.orphanCount());
  }

  private static Matched matched(SpanSet set) {
    return new Matched(set.spans().stream().map(node -> node.span.spanId()).toList(), set.labels());
  }
}
