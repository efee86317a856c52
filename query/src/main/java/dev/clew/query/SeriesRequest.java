package dev.clew.query;

import dev.clew.query.traceql.Query;

/// A question for numbers over time.
///
/// @param maxSeries the most series in the answer; of more, those that come first
/// @param exemplars how many spans are shown as examples, at most, unless the query says so
public record SeriesRequest(Query query, Steps steps, int maxSeries, int exemplars) {
  /// As many as a page can show.
  public static final int USUAL_SERIES = 1000;

  public SeriesRequest {
    if (maxSeries < 1 || exemplars < 0) {
      throw new IllegalArgumentException(
          "needs 1 series or more and 0 exemplars or more, got " + maxSeries + " and " + exemplars);
    }
    if (!(query.root() instanceof Query.Root.Metrics)) {
      throw new IllegalArgumentException(
          "needs a query with a function over time, such as { } | rate()");
    }
  }
}
