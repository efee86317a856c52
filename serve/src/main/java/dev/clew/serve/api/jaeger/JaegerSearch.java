package dev.clew.serve.api.jaeger;

import dev.clew.model.TimeRange;
import dev.clew.query.Condition;
import dev.clew.query.Field;
import dev.clew.query.Literal;
import dev.clew.query.TraceSearch;
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

  TraceSearch toSearch() {
    return new TraceSearch(condition(), range, TraceSearch.Order.START, limit, Optional.empty());
  }

  /// All on one span, as in Jaeger.
  private Condition condition() {
    var terms = new ArrayList<Condition>();
    if (!service.isEmpty()) {
      var field = new Field.Attribute(Field.Scope.RESOURCE, "service.name");
      terms.add(compare(field, Condition.Operator.EQUAL, new Literal.Text(service)));
    }
    if (!operation.isEmpty()) {
      var name = new Literal.Text(operation);
      terms.add(compare(Field.Intrinsic.NAME, Condition.Operator.EQUAL, name));
    }
    if (minNanos != 0) {
      terms.add(duration(Condition.Operator.GREATER_OR_EQUAL, minNanos));
    }
    if (maxNanos != 0) {
      terms.add(duration(Condition.Operator.LESS_OR_EQUAL, maxNanos));
    }
    tags.forEach((key, value) -> terms.add(TagConditions.of(key, value)));
    return Condition.all(terms);
  }

  private static Condition duration(Condition.Operator operator, long nanos) {
    return compare(Field.Intrinsic.DURATION, operator, new Literal.Span(Duration.ofNanos(nanos)));
  }

  private static Condition compare(Field field, Condition.Operator operator, Literal operand) {
    return new Condition.Compare(field, operator, operand);
  }
}
