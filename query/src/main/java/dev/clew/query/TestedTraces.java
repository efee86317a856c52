package dev.clew.query;

import java.util.List;

/// Traces that were tested, those without a span that passes left out.
///
/// @param gaps what could not be read, a sentence each
public record TestedTraces(List<TestedTrace> traces, List<String> gaps) {
  public TestedTraces {
    traces = List.copyOf(traces);
    gaps = List.copyOf(gaps);
  }
}
