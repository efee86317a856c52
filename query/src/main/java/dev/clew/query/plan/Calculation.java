package dev.clew.query.plan;

import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.Value;
import dev.clew.query.traceql.Operator;
import java.math.BigInteger;

/// Arithmetic on values. What is no number has no result.
public final class Calculation {
  private static final long MOST_POWER = 63;

  private Calculation() {}

  public static Value of(Literal literal) {
    return switch (literal) {
      case Literal.Text(var text) -> new Value.Text(text);
      case Literal.Int(var number) -> new Value.Int(number);
      case Literal.Real(var number) -> new Value.Real(number);
      case Literal.Bool(var bool) -> new Value.Bool(bool);
      case Literal.Span(var duration) -> new Value.Nanos(Comparison.nanos(duration));
      case Literal.Status(var status) -> new Value.Status(status);
      case Literal.Kind(var kind) -> new Value.Kind(kind);
    };
  }

  public static Value negative(Value value) {
    return switch (value) {
      case Value.Int(var number) -> new Value.Int(-number);
      case Value.Nanos(var nanos) -> new Value.Nanos(-nanos);
      case Value.Real(var number) -> new Value.Real(-number);
      case Value.Nil _,
          Value.Bool _,
          Value.Text _,
          Value.Status _,
          Value.Kind _,
          Value.Items _,
          Value.Other _ ->
          Value.NIL;
    };
  }

  /// What two numbers come to.
  ///
  /// @param operator one of arithmetic
  public static Value of(Value left, Operator operator, Value right) throws QueryException {
    if (!isNumber(left) || !isNumber(right)) {
      return Value.NIL;
    }
    if (left instanceof Value.Real || right instanceof Value.Real) {
      return new Value.Real(of(real(left), operator, real(right)));
    }
    Value result = of(whole(left), operator, whole(right));
    boolean isDuration = left instanceof Value.Nanos || right instanceof Value.Nanos;
    return isDuration && result instanceof Value.Int(var nanos) ? new Value.Nanos(nanos) : result;
  }

  public static boolean isNumber(Value value) {
    return value instanceof Value.Int
        || value instanceof Value.Nanos
        || value instanceof Value.Real;
  }

  /// Of a number.
  static double real(Value value) {
    return value instanceof Value.Real(var number) ? number : whole(value);
  }

  /// Of a number without a fraction.
  private static long whole(Value value) {
    return switch (value) {
      case Value.Int(var number) -> number;
      case Value.Nanos(var nanos) -> nanos;
      default -> throw new IllegalArgumentException("needs a whole number, got " + value);
    };
  }

  private static double of(double left, Operator operator, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      default -> throw new IllegalArgumentException("needs arithmetic, got " + operator.symbol());
    };
  }

  private static Value of(long left, Operator operator, long right) throws QueryException {
    return switch (operator) {
      case ADD -> new Value.Int(left + right);
      case SUBTRACT -> new Value.Int(left - right);
      case MULTIPLY -> new Value.Int(left * right);
      case DIVIDE -> new Value.Int(left / nonZero(operator, right));
      case MODULO -> new Value.Int(left % nonZero(operator, right));
      case POWER -> power(left, right);
      default -> throw new IllegalArgumentException("needs arithmetic, got " + operator.symbol());
    };
  }

  private static long nonZero(Operator operator, long divisor) throws QueryException {
    if (divisor == 0) {
      throw new QueryException(
          Kind.FAILED_EXPRESSION,
          "an integer " + operator.symbol() + " needs a divisor other than 0, and a span has 0");
    }
    return divisor;
  }

  /// Exact where 64 bits hold it.
  private static Value power(long base, long exponent) {
    boolean isSmall = -1 <= base && base <= 1;
    if (exponent >= 0 && (exponent <= MOST_POWER || isSmall)) {
      long least = isSmall ? (exponent & 1) | (exponent > 0 ? 2 : 0) : exponent;
      BigInteger exact = BigInteger.valueOf(base).pow((int) least);
      if (exact.bitLength() < Long.SIZE) {
        return new Value.Int(exact.longValue());
      }
    }
    return new Value.Real(Math.pow(base, exponent));
  }
}
