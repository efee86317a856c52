package dev.clew.serve.api.jaeger;

import dev.clew.model.TimeRange;
import dev.clew.query.Filters;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// A search as either generation of the API asks it; empty texts ask nothing.
///
/// @param minNanos the shortest duration of the span, 0 for any
/// @param maxNanos the longest, 0 for any
record JaegerSearch(
    String service,
    String operation,
    Map<String, String> tags,
    TimeRange range,
    long minNanos,
    long maxNanos,
    int limit,
    boolean raw) {
  static final int DEFAULT_LIMIT = 100;

  /// More than this is cut to this: an old client asks for more when it means all.
  static final int MAX_LIMIT = 1500;

  JaegerSearch {
    tags = Map.copyOf(tags);
    limit = limit == 0 ? DEFAULT_LIMIT : Math.min(limit, MAX_LIMIT);
  }

  SearchRequest toSearch() {
    return new SearchRequest(query(), range, limit, Optional.empty(), 0);
  }

  /// All on one span, as in Jaeger.
  Query query() {
    var filters = new ArrayList<FieldExpr>();
    if (!service.isEmpty()) {
      filters.add(Filters.service(service));
    }
    if (!operation.isEmpty()) {
      filters.add(Filters.name(operation));
    }
    if (minNanos != 0) {
      filters.add(Filters.shortest(Duration.ofNanos(minNanos)));
    }
    if (maxNanos != 0) {
      filters.add(Filters.longest(Duration.ofNanos(maxNanos)));
    }
    tags.forEach((key, value) -> filters.add(TagFilters.of(key, value)));
    return Filters.search(filters);
  }
}
