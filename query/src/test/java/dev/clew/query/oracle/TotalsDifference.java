package dev.clew.query.oracle;

import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.ScalarExpr.Function;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells where totals differ by more than rounding, or are not told with the largest first.
final class TotalsDifference {
  private static final double ROUNDING = 1e-12;

  private TotalsDifference() {}

  /// @param got in the order in which they are told
  static Optional<String> of(
      Function function,
      Map<List<Object>, TotalsOracle.Group> expected,
      Map<List<Object>, Engine.Total> got) {
    boolean areSame =
        got.size() == expected.size()
            && expected.entrySet().stream()
                .allMatch(each -> isSame(function, each.getValue(), got.get(each.getKey())));
    List<Object> values = got.values().stream().map(Engine.Total::value).toList();
    return areSame && isLargestFirst(values)
        ? Optional.empty()
        : Optional.of("oracle has %s%nengine has %s".formatted(expected, got));
  }

  /// Of equal numbers any is the least or the greatest.
  private static boolean isSame(
      Function function, TotalsOracle.Group group, Engine.@Nullable Total total) {
    if (total == null || group.spans() != total.spans()) {
      return false;
    }
    boolean isExtreme = function == Function.MIN || function == Function.MAX;
    if (isExtreme && Comparisons.holds(group.value(), Operator.EQUAL, total.value())) {
      return true;
    }
    return group.value().equals(total.value())
        || (group.value() instanceof Double one
            && total.value() instanceof Double other
            && Math.abs(one - other) <= ROUNDING * group.scale());
  }

  /// Groups without a number come last.
  private static boolean isLargestFirst(List<Object> values) {
    List<Object> numbers = values.stream().takeWhile(value -> !Plain.isNil(value)).toList();
    boolean areNilLast = values.stream().skip(numbers.size()).allMatch(Plain::isNil);
    boolean isAnySmallerBefore = false;
    for (int at = 1; at < numbers.size(); at++) {
      isAnySmallerBefore |= Comparisons.holds(numbers.get(at - 1), Operator.LESS, numbers.get(at));
    }
    return areNilLast && !isAnySmallerBefore;
  }
}
