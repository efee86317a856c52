package dev.clew.query.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.traceql.Operator;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compares two values.
///
/// - Without a value on a side nothing holds, not even `!=`; with values of different types
///   neither. Integers, real numbers and durations, in nanoseconds, are of one type.
/// - With an array, `!=` and `!~` have to hold for all its elements, others for one.
/// - Texts are in the order of their bytes; a pattern has to match all of a text.
final class Comparisons {
  private Comparisons() {}

  static boolean holds(Object left, Operator operator, Object right) {
    if (Plain.isNil(left) || Plain.isNil(right)) {
      return false;
    }
    if (isArray(left)) {
      return ofElements(left, operator, each -> holds(each, operator, right));
    }
    if (isArray(right)) {
      return ofElements(right, operator, each -> holds(left, operator, each));
    }
    return switch (operator) {
      case EQUAL -> order(left, right).filter(order -> order == 0).isPresent();
      case NOT_EQUAL -> order(left, right).filter(order -> order != 0).isPresent();
      case LESS -> inOrder(left, right).filter(order -> order < 0).isPresent();
      case LESS_OR_EQUAL -> inOrder(left, right).filter(order -> order <= 0).isPresent();
      case GREATER -> inOrder(left, right).filter(order -> order > 0).isPresent();
      case GREATER_OR_EQUAL -> inOrder(left, right).filter(order -> order >= 0).isPresent();
      case MATCHES -> left instanceof String text && matches(text, right);
      case NOT_MATCHES -> left instanceof String text && !matches(text, right);
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
          throw new IllegalArgumentException("needs a comparison, got " + operator);
    };
  }

  private static boolean isArray(Object value) {
    return value instanceof List<?>;
  }

  private static boolean ofElements(Object array, Operator operator, Predicate<Object> holds) {
    Stream<?> elements = Plain.elements(array).stream();
    boolean asksForNot = operator == Operator.NOT_EQUAL || operator == Operator.NOT_MATCHES;
    return asksForNot ? elements.allMatch(holds) : elements.anyMatch(holds);
  }

  private static boolean matches(String text, Object pattern) {
    return Pattern.compile((String) pattern, Pattern.DOTALL).matcher(text).matches();
  }

  /// Empty for values of different types, and for those of types without an order.
  private static Optional<Integer> inOrder(Object left, Object right) {
    return left instanceof String || Plain.isNumber(left) ? order(left, right) : Optional.empty();
  }

  /// Empty for values of different types.
  static Optional<Integer> order(Object left, Object right) {
    if (Plain.isNumber(left) && Plain.isNumber(right)) {
      return orderOfNumbers(left, right);
    }
    if (left instanceof String text && right instanceof String other) {
      return Optional.of(Arrays.compareUnsigned(text.getBytes(UTF_8), other.getBytes(UTF_8)));
    }
    boolean areAlike =
        (left instanceof Boolean && right instanceof Boolean)
            || (left instanceof StatusCode && right instanceof StatusCode)
            || (left instanceof SpanKind && right instanceof SpanKind);
    return areAlike ? Optional.of(left.equals(right) ? 0 : 1) : Optional.empty();
  }

  private static Optional<Integer> orderOfNumbers(Object left, Object right) {
    if (Plain.isNaN(left) || Plain.isNaN(right)) {
      return Optional.empty();
    }
    double one = Plain.real(left);
    double other = Plain.real(right);
    return Double.isInfinite(one) || Double.isInfinite(other)
        ? Optional.of(Double.compare(one, other))
        : Optional.of(exact(left).compareTo(exact(right)));
  }

  static BigDecimal exact(Object number) {
    return number instanceof Double real
        ? new BigDecimal(real)
        : new BigDecimal(Plain.whole(number));
  }
}
