package dev.clew.query.oracle;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whoever answers queries, as far as the oracle can judge it.
interface Engine {
  /// Some of what was found.
  ///
  /// @param next where the next page starts
  record Page(List<Hit> hits, Optional<String> next) {
    public Page {
      hits = List.copyOf(hits);
    }
  }

  /// One page of a search.
  ///
  /// @param after where the page before ended
  /// @throws Failure when a span made an expression of the query fail
  Page search(TenantId tenant, Query query, TimeRange range, int limit, Optional<String> after)
      throws Failure;

  /// The numbers of each series, NaN for none.
  ///
  /// @throws Failure when a span made an expression of the query fail
  Map<SeriesLabels, double[]> series(TenantId tenant, Query query, SeriesOracle.Steps steps)
      throws Failure;

  /// What one group comes to.
  record Total(Object value, long spans) {}

  /// What all groups come to, in the order in which they are told.
  ///
  /// @throws Failure when a span made an expression of the query fail
  Map<List<Object>, Total> totals(TenantId tenant, Query query, TimeRange range) throws Failure;
}
