package dev.clew.query.oracle;

import dev.clew.query.oracle.Plain.Nanos;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.ScalarExpr.Function;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Answers queries for totals: a number for each group of the spans that a pipeline leaves of all
/// traces. Unlike those of a spanset, sums are exact; one that no whole number holds is real.
final class TotalsOracle {
  private TotalsOracle() {}

  /// What a group comes to.
  ///
  /// @param scale how large its numbers are together: by a hair of that a sum of reals depends on
  ///   the order
  record Group(Object value, long spans, double scale) {}

  /// By the values of the fields, of which each is told once.
  static Map<List<Object>, Group> groups(List<SearchOracle.Found> left, Query.Root.Totals query)
      throws Failure {
    List<Reference> keys = query.by().stream().distinct().toList();
    Map<List<Object>, List<Node>> nodes =
        left.stream()
            .flatMap(found -> found.sets().stream())
            .flatMap(set -> set.spans().stream())
            .collect(Collectors.groupingBy(node -> values(keys, node)));
    Map<List<Object>, Group> groups = new HashMap<>();
    for (var each : nodes.entrySet()) {
      groups.put(each.getKey(), group(query.aggregate(), each.getValue()));
    }
    return groups;
  }

  private static List<Object> values(List<Reference> keys, Node node) {
    return keys.stream().map(key -> Fields.values(key, node).getFirst()).toList();
  }

  private static Group group(ScalarExpr.Aggregate aggregate, List<Node> nodes) throws Failure {
    Function function = aggregate.function();
    if (function != Function.SUM && function != Function.AVG) {
      return new Group(Scalars.aggregate(aggregate, nodes), nodes.size(), 0);
    }
    List<Object> numbers = Scalars.numbers(aggregate.argument().orElseThrow(), nodes);
    double scale = numbers.stream().mapToDouble(each -> Math.abs(Plain.real(each))).sum();
    return new Group(
        numbers.isEmpty() ? Plain.NIL : function == Function.SUM ? sum(numbers) : average(numbers),
        nodes.size(),
        scale);
  }

  private static Object sum(List<Object> numbers) {
    if (has(Double.class, numbers) || exact(numbers).toBigInteger().bitLength() >= Long.SIZE) {
      return real(numbers, 1);
    }
    long sum = exact(numbers).longValueExact();
    return has(Nanos.class, numbers) ? new Nanos(sum) : (Object) sum;
  }

  /// Of durations a duration.
  private static Object average(List<Object> numbers) {
    if (has(Double.class, numbers) || !has(Nanos.class, numbers)) {
      return real(numbers, numbers.size());
    }
    var count = BigDecimal.valueOf(numbers.size());
    return new Nanos(exact(numbers).divideToIntegralValue(count).longValueExact());
  }

  /// Infinite numbers may come to none.
  private static Object real(List<Object> numbers, int count) {
    double rounded = numbers.stream().mapToDouble(Plain::real).sum();
    if (numbers.stream().anyMatch(each -> Double.isInfinite(Plain.real(each)))) {
      return Double.isNaN(rounded) ? Plain.NIL : (Object) rounded;
    }
    return exact(numbers).divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue();
  }

  private static boolean has(Class<?> type, List<Object> numbers) {
    return numbers.stream().anyMatch(type::isInstance);
  }

  private static BigDecimal exact(List<Object> numbers) {
    return numbers.stream().map(Comparisons::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
