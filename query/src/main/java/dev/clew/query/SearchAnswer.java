package dev.clew.query;

import java.util.List;
import java.util.Optional;

/// The traces that a search found, in its order.
///
/// @param next where the next page starts; empty when there is none
public record SearchAnswer(List<FoundTrace> traces, Optional<Cursor> next, Coverage coverage) {
  public SearchAnswer {
    traces = List.copyOf(traces);
  }
}
