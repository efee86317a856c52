package dev.clew.query.oracle;

import dev.clew.query.oracle.Plain.Nanos;
import dev.clew.query.traceql.Operator;
import java.math.BigInteger;

/// Calculates with two values; what is no number has no result.
///
/// - A real number makes the result one. Else it is whole, and a duration if one takes part: it
///   counts as its nanoseconds. Whole numbers wrap around.
/// - A whole quotient loses its fraction, and 0 divides no whole number.
/// - A power of whole numbers is whole if the exponent is not negative and 64 bits hold it, and
///   real else.
final class Arithmetic {
  private static final int MOST_BITS = 63;

  private Arithmetic() {}

  static Object negated(Object value) {
    return switch (value) {
      case Long number -> -number;
      case Double number -> -number;
      case Nanos(var nanos) -> new Nanos(-nanos);
      default -> Plain.NIL;
    };
  }

  static Object of(Object left, Operator operator, Object right) throws Failure {
    if (!Plain.isNumber(left) || !Plain.isNumber(right)) {
      return Plain.NIL;
    }
    if (left instanceof Double || right instanceof Double) {
      return real(Plain.real(left), operator, Plain.real(right));
    }
    Object result = whole(Plain.whole(left), operator, Plain.whole(right));
    boolean isDuration = left instanceof Nanos || right instanceof Nanos;
    return isDuration && result instanceof Long nanos ? new Nanos(nanos) : result;
  }

  private static double real(double left, Operator operator, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      default -> throw new IllegalArgumentException("needs arithmetic, got " + operator);
    };
  }

  private static Object whole(long left, Operator operator, long right) throws Failure {
    if (right == 0 && (operator == Operator.DIVIDE || operator == Operator.MODULO)) {
      throw new Failure(left + " " + operator.symbol() + " 0");
    }
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> power(left, right);
      default -> throw new IllegalArgumentException("needs arithmetic, got " + operator);
    };
  }

  private static Object power(long base, long exponent) {
    boolean isSmall = -1 <= base && base <= 1;
    if (exponent > MOST_BITS && isSmall) {
      // Of such powers only every second differs.
      return power(base, MOST_BITS - 1 + exponent % 2);
    }
    if (exponent >= 0 && exponent <= MOST_BITS) {
      BigInteger exact = BigInteger.valueOf(base).pow((int) exponent);
      if (exact.bitLength() <= MOST_BITS) {
        return exact.longValue();
      }
    }
    return Math.pow(base, exponent);
  }
}
