package dev.clew.query.oracle;

import dev.clew.model.Span;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.Query.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/// Answers searches over spans that came in some order: every trace is looked at as a whole, and
/// found if a span that starts in the range is left of it.
final class SearchOracle {
  private final List<WholeTrace> traces;

  SearchOracle(List<Span> sent) {
    var byTrace = new LinkedHashMap<TraceId, List<Span>>();
    sent.forEach(span -> byTrace.computeIfAbsent(span.traceId(), _ -> new ArrayList<>()).add(span));
    traces = byTrace.values().stream().map(WholeTrace::new).toList();
  }

  List<WholeTrace> traces() {
    return traces;
  }

  /// @param sets by their first span
  record Found(WholeTrace trace, List<SpanSet> sets) {
    Found {
      sets = List.copyOf(sets);
    }
  }

  /// @param found in the order of the search, without the traces that failed
  /// @param failing why some traces failed
  record Answer(List<Found> found, List<String> failing) {
    Answer {
      found = List.copyOf(found);
      failing = List.copyOf(failing);
    }
  }

  Answer search(Query query, TimeRange range) {
    if (!(query.root() instanceof Query.Root.Search(var pipeline))) {
      throw new IllegalArgumentException("needs a search, got " + query.root());
    }
    Answer left = left(pipeline, range);
    Order order = query.order().orElse(new Order(Order.Key.START, true));
    return new Answer(left.found.stream().sorted(comparator(order)).toList(), left.failing);
  }

  /// What a pipeline leaves of each trace.
  Answer left(Pipeline pipeline, TimeRange range) {
    var found = new ArrayList<Found>();
    var failing = new ArrayList<String>();
    for (WholeTrace trace : traces) {
      try {
        List<SpanSet> sets =
            Pipelines.run(pipeline, trace).stream()
                .map(set -> set.only(node -> range.contains(node.start())))
                .filter(set -> !set.isEmpty())
                .sorted(Comparator.comparing(set -> set.spans().getFirst(), Node.ORDER))
                .toList();
        if (!sets.isEmpty()) {
          found.add(new Found(trace, sets));
        }
      } catch (Failure failure) {
        failing.add(trace.id + ": " + failure.getMessage());
      }
    }
    return new Answer(found, failing);
  }

  private static Comparator<Found> comparator(Order order) {
    Comparator<Found> byKey =
        Comparator.comparingLong(found ->
            switch (order.key()) {
              case START -> found.trace.startNanos();
              case DURATION -> found.trace.durationNanos();
              case SPANS -> found.trace.nodes.size();
              case ERRORS -> found.trace.errorCount();
            });
    return (order.isDescending() ? byKey.reversed() : byKey).thenComparing(found -> found.trace.id);
  }
}
