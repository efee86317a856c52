package dev.clew.query.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Some spans of a trace, in order.
///
/// @param labels what it was grouped by, and what aggregates came to
record SpanSet(List<Node> spans, List<Label> labels) {
  record Label(String name, Object value) {}

  SpanSet {
    spans = List.copyOf(spans);
    labels = List.copyOf(labels);
  }

  static SpanSet all(WholeTrace trace) {
    return new SpanSet(trace.nodes, List.of());
  }

  SpanSet only(Predicate<Node> kept) {
    return new SpanSet(spans.stream().filter(kept).toList(), labels);
  }

  SpanSet labelled(List<Label> more) {
    var all = new ArrayList<>(labels);
    all.addAll(more);
    return new SpanSet(spans, all);
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }
}
