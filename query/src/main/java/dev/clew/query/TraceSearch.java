package dev.clew.query;

import dev.clew.model.TimeRange;
import java.util.Optional;

/// A search for traces: those with a span that starts in `range` and meets `condition`.
///
/// @param after where the page before ended, so that paging returns each match exactly once
public record TraceSearch(
    Condition condition, TimeRange range, Order order, int limit, Optional<Cursor> after) {
  /// By the whole trace: the newest start first, or the longest duration first; ties by trace id.
  public enum Order {
    START,
    DURATION
  }

  public TraceSearch {
    if (limit < 1) {
      throw new IllegalArgumentException("limit needs 1 or more, got " + limit);
    }
  }

  /// The same search with a page of at most so many traces.
  TraceSearch upTo(int most) {
    return limit <= most ? this : new TraceSearch(condition, range, order, most, after);
  }
}
