package dev.clew.query.oracle;

import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers queries for totals: a number for each group of the spans that a pipeline leaves of all
/// traces. A group without a number is none; that the largest come first is for others to judge.
final class TotalsOracle {
  private TotalsOracle() {}

  /// By the values of a group.
  static Map<List<Object>, Object> totals(
      SearchOracle oracle, Query.Root.Totals query, TimeRange range) throws Failure {
    SearchOracle.Answer left = oracle.left(query.source(), range);
    if (!left.failing().isEmpty()) {
      throw new Failure(left.failing().getFirst());
    }
    Map<List<Object>, List<Node>> groups = new LinkedHashMap<>();
    for (SearchOracle.Found found : left.found()) {
      for (SpanSet set : found.sets()) {
        for (Node node : set.spans()) {
          List<Object> values =
              query.by().stream().map(field -> Fields.values(field, node).getFirst()).toList();
          groups.computeIfAbsent(values, _ -> new ArrayList<>()).add(node);
        }
      }
    }
    Map<List<Object>, Object> totals = new LinkedHashMap<>();
    for (var group : groups.entrySet()) {
      Object total = Scalars.aggregate(query.aggregate(), group.getValue());
      if (!Plain.isNil(total)) {
        totals.put(group.getKey(), total);
      }
    }
    return totals;
  }
}
