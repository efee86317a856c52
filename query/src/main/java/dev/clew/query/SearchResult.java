package dev.clew.query;

import java.util.List;
import java.util.Optional;

/// What a search found, in its order.
///
/// @param next where the next page starts; empty when there is none
public record SearchResult(List<TraceSummary> traces, Optional<Cursor> next, Coverage coverage) {
  public SearchResult {
    traces = List.copyOf(traces);
  }
}
