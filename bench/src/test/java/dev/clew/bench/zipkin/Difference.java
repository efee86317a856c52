package dev.clew.bench.zipkin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import zipkin2.Span;

/// Why a search may find a trace on one of the two servers alone; docs/zipkin.md tells of each.
enum Difference {
  /// Zipkin lets each term hold on another span of a trace.
  ON_SEVERAL_SPANS {
    @Override
    boolean explains(Search search, List<Span> trace) {
      return trace.stream().noneMatch(search::holdsOn);
    }
  },
  /// Clew finds no trace by a span that does not say when it started.
  WITHOUT_START {
    @Override
    boolean explains(Search search, List<Span> trace) {
      return trace.stream().filter(search::holdsOn).allMatch(span -> span.timestampAsLong() == 0);
    }
  },
  /// Zipkin asks when the trace started, Clew when the span did that is asked for.
  STARTED_ELSEWHERE {
    @Override
    boolean explains(Search search, List<Span> trace) {
      boolean isSpanIn =
          trace.stream()
              .filter(search::holdsOn)
              .anyMatch(span -> search.isIn(span.timestampAsLong()));
      return search.isIn(start(trace)) != isSpanIn;
    }
  },
  /// Of a span that came in pieces, Clew searches the last.
  IN_PIECES {
    @Override
    boolean explains(Search search, List<Span> trace) {
      Set<String> seen = new HashSet<>();
      return !trace.stream().allMatch(span -> seen.add(span.id() + span.kind()));
    }
  };

  abstract boolean explains(Search search, List<Span> trace);

  /// When Zipkin says that a trace started.
  private static long start(List<Span> trace) {
    return trace.stream()
        .filter(span -> span.parentId() == null && span.timestampAsLong() != 0)
        .mapToLong(Span::timestampAsLong)
        .findFirst()
        .orElseGet(() ->
            trace.stream()
                .mapToLong(Span::timestampAsLong)
                .filter(each -> each != 0)
                .min()
                .orElse(0));
  }
}
