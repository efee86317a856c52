package dev.clew.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.traceql.Operator;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Comparisons of numbers of either type are exact at all the edges of both.
class BoundsTest {
  private static final List<Long> INTEGERS =
      List.of(
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1,
          -(1L << 53) - 1,
          -2L,
          -1L,
          0L,
          1L,
          2L,
          (1L << 53) - 1,
          1L << 53,
          (1L << 53) + 1,
          (1L << 62) + 1,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE);
  private static final List<Double> REALS =
      List.of(
          Double.NEGATIVE_INFINITY,
          -Double.MAX_VALUE,
          Math.nextDown(-0x1p63),
          -0x1p63,
          Math.nextUp(-0x1p63),
          -0x1p53,
          -1.5,
          -1.0,
          -Double.MIN_VALUE,
          -0.0,
          0.0,
          Double.MIN_VALUE,
          0.5,
          1.0,
          0x1p53,
          Math.nextUp(0x1p53),
          0x1p62,
          Math.nextDown(0x1p63),
          0x1p63,
          Math.nextUp(0x1p63),
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY,
          Double.NaN);

  @ParameterizedTest
  @EnumSource(
      value = Operator.class,
      names = {
        "EQUAL",
        "NOT_EQUAL",
        "LESS",
        "LESS_OR_EQUAL",
        "GREATER",
        "GREATER_OR_EQUAL",
        "MATCHES",
        "NOT_MATCHES"
      })
  void integers_operandOfEitherType_compareExactly(Operator operator) {
    for (long value : INTEGERS) {
      for (long operand : INTEGERS) {
        assertThat(Bounds.integers(operator, operand).holds(value))
            .as("%s %s %s", value, operator, operand)
            .isEqualTo(expected(operator, value, operand));
      }
      for (double operand : REALS) {
        assertThat(Bounds.integers(operator, operand).holds(value))
            .as("%s %s %s", value, operator, operand)
            .isEqualTo(expected(operator, value, operand));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operator.class,
      names = {
        "EQUAL",
        "NOT_EQUAL",
        "LESS",
        "LESS_OR_EQUAL",
        "GREATER",
        "GREATER_OR_EQUAL",
        "MATCHES",
        "NOT_MATCHES"
      })
  void reals_operandOfEitherType_compareExactly(Operator operator) {
    for (double value : REALS) {
      long bits = Double.doubleToRawLongBits(value);
      for (long operand : INTEGERS) {
        assertThat(Bounds.reals(operator, operand).holds(bits))
            .as("%s %s %s", value, operator, operand)
            .isEqualTo(expected(operator, value, operand));
      }
      for (double operand : REALS) {
        assertThat(Bounds.reals(operator, operand).holds(bits))
            .as("%s %s %s", value, operator, operand)
            .isEqualTo(expected(operator, value, operand));
      }
    }
  }

  private static boolean expected(Operator operator, Number value, Number operand) {
    double one = value.doubleValue();
    double other = operand.doubleValue();
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return false;
    }
    int order =
        Double.isInfinite(one) || Double.isInfinite(other)
            ? Double.compare(one, other)
            : exact(value).compareTo(exact(operand));
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case MATCHES, NOT_MATCHES -> false;
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
          throw new IllegalArgumentException("needs a comparison");
    };
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Long whole
        ? new BigDecimal(whole)
        : new BigDecimal(number.doubleValue());
  }
}
