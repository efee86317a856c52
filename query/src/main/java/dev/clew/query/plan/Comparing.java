package dev.clew.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.query.Value;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Patterns;
import java.util.Arrays;

/// Comparisons of two values.
///
/// With no value on a side, or with values of different types, none holds; numbers compare with
/// each other exactly. With an array it holds if it holds for some element, or, where it asks for
/// something not to be, for all.
public final class Comparing {
  private Comparing() {}

  public static boolean holds(Value left, Operator operator, Value right) {
    if (left instanceof Value.Nil || right instanceof Value.Nil) {
      return false;
    }
    if (left instanceof Value.Items(var values)) {
      return asksForNot(operator)
          ? values.stream().allMatch(each -> holds(each, operator, right))
          : values.stream().anyMatch(each -> holds(each, operator, right));
    }
    if (right instanceof Value.Items(var values)) {
      return asksForNot(operator)
          ? values.stream().allMatch(each -> holds(left, operator, each))
          : values.stream().anyMatch(each -> holds(left, operator, each));
    }
    return one(left, operator, right);
  }

  static boolean asksForNot(Operator operator) {
    return operator == Operator.NOT_EQUAL || operator == Operator.NOT_MATCHES;
  }

  private static boolean one(Value left, Operator operator, Value right) {
    if (operator.isRegex()) {
      return left instanceof Value.Text(var text)
          && right instanceof Value.Text(var pattern)
          && Patterns.compile(pattern).matches(text) == (operator == Operator.MATCHES);
    }
    if (Calculation.isNumber(left) && Calculation.isNumber(right)) {
      return numbers(left, operator, right);
    }
    if (left instanceof Value.Text(var one) && right instanceof Value.Text(var other)) {
      return inOrder(Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8)), operator);
    }
    boolean areAlike =
        (left instanceof Value.Bool && right instanceof Value.Bool)
            || (left instanceof Value.Status && right instanceof Value.Status)
            || (left instanceof Value.Kind && right instanceof Value.Kind);
    return areAlike
        && ((operator == Operator.EQUAL && left.equals(right))
            || (operator == Operator.NOT_EQUAL && !left.equals(right)));
  }

  private static boolean numbers(Value left, Operator operator, Value right) {
    if (left instanceof Value.Real(var one)) {
      long bits = Double.doubleToRawLongBits(one);
      return (right instanceof Value.Real(var other)
              ? Bounds.reals(operator, other)
              : Bounds.reals(operator, whole(right)))
          .holds(bits);
    }
    return (right instanceof Value.Real(var other)
            ? Bounds.integers(operator, other)
            : Bounds.integers(operator, whole(right)))
        .holds(whole(left));
  }

  private static long whole(Value value) {
    return value instanceof Value.Nanos(var nanos) ? nanos : ((Value.Int) value).value();
  }

  private static boolean inOrder(int order, Operator operator) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> throw new IllegalArgumentException("needs a comparison, got " + operator.symbol());
    };
  }
}
