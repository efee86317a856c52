package dev.clew.query.plan;

import dev.clew.query.traceql.Operator;

/// Turns a comparison with a number into the interval of values that satisfy it, exactly: an
/// integer is never rounded to a double to be compared.
final class Bounds {
  private static final ValueTest NO_INTEGER = new ValueTest.Integers(1, 0, true);
  private static final ValueTest NO_REAL = new ValueTest.Reals(1, 0, true);
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double LONG_LIMIT = 0x1p63;

  private Bounds() {}

  static ValueTest integers(Operator operator, long operand) {
    return switch (operator) {
      case EQUAL -> new ValueTest.Integers(operand, operand, true);
      case NOT_EQUAL -> new ValueTest.Integers(operand, operand, false);
      case LESS -> new ValueTest.Integers(operand, Long.MAX_VALUE, false);
      case LESS_OR_EQUAL -> new ValueTest.Integers(Long.MIN_VALUE, operand, true);
      case GREATER -> new ValueTest.Integers(Long.MIN_VALUE, operand, false);
      case GREATER_OR_EQUAL -> new ValueTest.Integers(operand, Long.MAX_VALUE, true);
      case MATCHES, NOT_MATCHES -> NO_INTEGER;
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> throw noComparison(operator);
    };
  }

  static ValueTest integers(Operator operator, double operand) {
    if (Double.isNaN(operand)) {
      return NO_INTEGER;
    }
    boolean inRange = -LONG_LIMIT <= operand && operand < LONG_LIMIT;
    if (inRange && operand == Math.rint(operand)) {
      return integers(operator, (long) operand);
    }
    boolean isBelowAll = operand < -LONG_LIMIT;
    boolean isAboveAll = operand >= LONG_LIMIT;
    return switch (operator) {
      case NOT_EQUAL -> new ValueTest.Integers(1, 0, false);
      case LESS, LESS_OR_EQUAL ->
          isBelowAll
              ? NO_INTEGER
              : new ValueTest.Integers(Long.MIN_VALUE, (long) Math.floor(operand), true);
      case GREATER, GREATER_OR_EQUAL ->
          isAboveAll
              ? NO_INTEGER
              : new ValueTest.Integers((long) Math.ceil(operand), Long.MAX_VALUE, true);
      case EQUAL, MATCHES, NOT_MATCHES -> NO_INTEGER;
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> throw noComparison(operator);
    };
  }

  static ValueTest reals(Operator operator, double operand) {
    if (Double.isNaN(operand)) {
      return NO_REAL;
    }
    return switch (operator) {
      case EQUAL -> new ValueTest.Reals(operand, operand, true);
      case NOT_EQUAL -> new ValueTest.Reals(operand, operand, false);
      case LESS -> new ValueTest.Reals(operand, INFINITY, false);
      case LESS_OR_EQUAL -> new ValueTest.Reals(-INFINITY, operand, true);
      case GREATER -> new ValueTest.Reals(-INFINITY, operand, false);
      case GREATER_OR_EQUAL -> new ValueTest.Reals(operand, INFINITY, true);
      case MATCHES, NOT_MATCHES -> NO_REAL;
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> throw noComparison(operator);
    };
  }

  static ValueTest reals(Operator operator, long operand) {
    double nearest = operand;
    boolean isAbove = nearest >= LONG_LIMIT || (long) nearest > operand;
    if (!isAbove && (long) nearest == operand) {
      return reals(operator, nearest);
    }
    double below = isAbove ? Math.nextDown(nearest) : nearest;
    return switch (operator) {
      case NOT_EQUAL -> new ValueTest.Reals(1, 0, false);
      case LESS, LESS_OR_EQUAL -> new ValueTest.Reals(-INFINITY, below, true);
      case GREATER, GREATER_OR_EQUAL -> new ValueTest.Reals(Math.nextUp(below), INFINITY, true);
      case EQUAL, MATCHES, NOT_MATCHES -> NO_REAL;
      case AND, OR, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> throw noComparison(operator);
    };
  }

  private static IllegalArgumentException noComparison(Operator operator) {
    return new IllegalArgumentException("needs a comparison, got " + operator.symbol());
  }
}
