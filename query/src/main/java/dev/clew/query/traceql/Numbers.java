package dev.clew.query.traceql;

import dev.clew.query.Literal;
import java.time.Duration;

/// Arithmetic on the constants of a query.
final class Numbers {
  private static final String ROOM = "calculation needs a result that fits in 64 bits";

  private Numbers() {}

  static boolean isNumber(Literal literal) {
    return switch (literal) {
      case Literal.Int _, Literal.Real _, Literal.Span _ -> true;
      case Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ -> false;
    };
  }

  static Literal negated(Literal literal, Place at) throws QuerySyntaxException {
    return switch (literal) {
      case Literal.Int(var value) -> new Literal.Int(-value);
      case Literal.Real(var value) -> new Literal.Real(-value);
      case Literal.Span(var value) -> new Literal.Span(value.negated());
      case Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ ->
          throw new QuerySyntaxException(at, "a minus needs a number or a duration behind it");
    };
  }

  /// Integers stay integers, and their quotient loses its fraction; a duration counts as its
  /// nanoseconds and makes the result one.
  static Literal folded(Literal left, Operator operator, Literal right, Place at)
      throws QuerySyntaxException {
    boolean isReal = left instanceof Literal.Real || right instanceof Literal.Real;
    boolean isDuration = left instanceof Literal.Span || right instanceof Literal.Span;
    try {
      if (isReal && !isDuration) {
        return new Literal.Real(finite(folded(real(left), operator, real(right)), at));
      }
      long whole =
          isReal
              ? rounded(folded(real(left), operator, real(right)), at)
              : folded(whole(left), operator, whole(right));
      // The smallest one has no opposite, so that it could not be written.
      return isDuration && Math.absExact(whole) >= 0
          ? new Literal.Span(Duration.ofNanos(whole))
          : new Literal.Int(whole);
    } catch (ArithmeticException _) {
      throw new QuerySyntaxException(at, ROOM + " and no division by 0");
    }
  }

  private static long whole(Literal literal) {
    return switch (literal) {
      case Literal.Int(var value) -> value;
      case Literal.Span(var value) -> value.toNanos();
      case Literal.Real _, Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ ->
          throw new IllegalArgumentException("needs a whole number, got " + literal);
    };
  }

  private static double real(Literal literal) {
    return literal instanceof Literal.Real(var value) ? value : whole(literal);
  }

  private static long folded(long left, Operator operator, long right) {
    return switch (operator) {
      case ADD -> Math.addExact(left, right);
      case SUBTRACT -> Math.subtractExact(left, right);
      case MULTIPLY -> Math.multiplyExact(left, right);
      case DIVIDE -> Math.divideExact(left, right);
      default -> throw new IllegalArgumentException("folds + - * /, got " + operator);
    };
  }

  private static double folded(double left, Operator operator, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      default -> throw new IllegalArgumentException("folds + - * /, got " + operator);
    };
  }

  private static double finite(double value, Place at) throws QuerySyntaxException {
    if (!Double.isFinite(value)) {
      throw new QuerySyntaxException(at, ROOM + " and no division by 0");
    }
    return value;
  }

  private static long rounded(double value, Place at) throws QuerySyntaxException {
    if (!(Math.abs(value) < 0x1p63)) {
      throw new QuerySyntaxException(at, ROOM + " and no division by 0");
    }
    return (long) value;
  }
}
