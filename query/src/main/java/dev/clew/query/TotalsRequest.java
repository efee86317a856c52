package dev.clew.query;

import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Query;

/// A question for a number of each group of spans that start in a range.
///
/// @param maxGroups the most groups in the answer, unless the query says so
public record TotalsRequest(Query query, TimeRange range, int maxGroups) {
  public TotalsRequest {
    if (maxGroups < 1) {
      throw new IllegalArgumentException("needs 1 group or more, got " + maxGroups);
    }
    if (!(query.root() instanceof Query.Root.Totals)) {
      throw new IllegalArgumentException(
          "needs a query with an aggregate by fields, such as {} | sum(duration) by (name)");
    }
  }
}
