package dev.clew.query;

import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Query;
import java.util.Optional;

/// A search for traces. Each is judged whole; found are those that keep a span which starts in the
/// range, and of these spans is told.
///
/// @param limit how many traces a page has, unless the query says so
/// @param after where the page before ended, so that paging returns each match exactly once
/// @param spansPerSet how many spans of each spanset are told in full
public record SearchRequest(
    Query query, TimeRange range, int limit, Optional<Cursor> after, int spansPerSet) {
  public SearchRequest {
    if (limit < 1 || spansPerSet < 0) {
      throw new IllegalArgumentException(
          "a search needs a limit of 1 or more and 0 spans a set or more, got "
              + limit
              + " and "
              + spansPerSet);
    }
    if (!(query.root() instanceof Query.Root.Search)) {
      throw new IllegalArgumentException("a search needs a query for traces, got one for series");
    }
  }

  SearchRequest upTo(int most) {
    return limit <= most ? this : new SearchRequest(query, range, most, after, spansPerSet);
  }
}
