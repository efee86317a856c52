package dev.clew.query.totals;

import dev.clew.query.Value;
import dev.clew.query.traceql.ScalarExpr.Function;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// What the numbers of a group come to. Whole numbers are summed exactly, however many there are.
/// Owned by one thread.
final class Total {
  private static final BigDecimal BEYOND = BigDecimal.ONE.scaleByPowerOfTen(400);

  private final Function function;
  private long spans;
  private long numbers;

  /// The sum of the whole numbers: its upper and its lower 64 bits.
  private long high;

  private long low;

  /// The sum of the others, and what it lost in rounding.
  private double realSum;

  private double rest;
  private boolean hasReals;
  private boolean hasDurations;

  /// The least or the greatest so far.
  private Value extreme = Value.NIL;

  Total(Function function) {
    this.function = function;
  }

  void addSpan() {
    spans++;
  }

  long spans() {
    return spans;
  }

  /// Adds what is a number; whatever else there is counts for nothing.
  void add(Value value) {
    switch (value) {
      case Value.Int(var number) -> addWhole(number, value);
      case Value.Nanos(var nanos) -> {
        hasDurations = true;
        addWhole(nanos, value);
      }
      case Value.Real(var number) when !Double.isNaN(number) -> {
        hasReals = true;
        numbers++;
        addReal(number);
        keep(value);
      }
      case Value.Real _,
          Value.Nil _,
          Value.Bool _,
          Value.Text _,
          Value.Status _,
          Value.Kind _,
          Value.Items _,
          Value.Other _ -> {}
    }
  }

  private void addWhole(long number, Value value) {
    numbers++;
    addBits(number >> 63, number);
    keep(value);
  }

  private void addBits(long upper, long lower) {
    low += lower;
    high += upper + (Long.compareUnsigned(low, lower) < 0 ? 1 : 0);
  }

  private void addReal(double number) {
    double sum = realSum + number;
    double taken = sum - realSum;
    if (Double.isFinite(sum)) {
      rest += (realSum - (sum - taken)) + (number - taken);
    }
    realSum = sum;
  }

  private void keep(Value value) {
    boolean isBetter =
        switch (function) {
          case MIN -> extreme.equals(Value.NIL) || compare(value, extreme) < 0;
          case MAX -> extreme.equals(Value.NIL) || compare(value, extreme) > 0;
          case COUNT, SUM, AVG -> false;
        };
    if (isBetter) {
      extreme = value;
    }
  }

  void merge(Total other) {
    spans += other.spans;
    numbers += other.numbers;
    addBits(other.high, other.low);
    addReal(other.realSum);
    rest += other.rest;
    hasReals |= other.hasReals;
    hasDurations |= other.hasDurations;
    if (!other.extreme.equals(Value.NIL)) {
      keep(other.extreme);
    }
  }

  /// `NIL` where there was no number, or infinite ones that come to none.
  Value value() {
    if (function == Function.COUNT) {
      return new Value.Int(spans);
    }
    if (numbers == 0) {
      return Value.NIL;
    }
    return switch (function) {
      case MIN, MAX -> extreme;
      case SUM -> hasReals ? told(real()) : whole(sum());
      case AVG -> average();
      case COUNT -> throw new IllegalStateException("counts have a value already");
    };
  }

  private BigInteger sum() {
    BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).or(lower);
  }

  /// A sum too large for a whole number is told as a real one.
  private Value whole(BigInteger sum) {
    if (sum.bitLength() >= Long.SIZE) {
      return new Value.Real(sum.doubleValue());
    }
    return hasDurations ? new Value.Nanos(sum.longValue()) : new Value.Int(sum.longValue());
  }

  private double real() {
    return Double.isFinite(realSum) ? realSum + (rest + sum().doubleValue()) : realSum;
  }

  private static Value told(double number) {
    return Double.isNaN(number) ? Value.NIL : new Value.Real(number);
  }

  /// Of durations a duration.
  private Value average() {
    if (hasReals) {
      return told(real() / numbers);
    }
    return hasDurations
        ? whole(sum().divide(BigInteger.valueOf(numbers)))
        : new Value.Real(
            new BigDecimal(sum())
                .divide(BigDecimal.valueOf(numbers), MathContext.DECIMAL128)
                .doubleValue());
  }

  /// The order of numbers, whatever their types.
  static int compare(Value one, Value other) {
    boolean areWhole = isWhole(one) && isWhole(other);
    return areWhole ? Long.compare(bits(one), bits(other)) : exact(one).compareTo(exact(other));
  }

  private static boolean isWhole(Value value) {
    return value instanceof Value.Int || value instanceof Value.Nanos;
  }

  private static long bits(Value value) {
    return switch (value) {
      case Value.Int(var number) -> number;
      case Value.Nanos(var nanos) -> nanos;
      default -> throw new IllegalArgumentException("needs a whole number, got " + value);
    };
  }

  /// Infinite numbers lie beyond all others.
  private static BigDecimal exact(Value value) {
    if (!(value instanceof Value.Real(var number))) {
      return BigDecimal.valueOf(bits(value));
    }
    return Double.isFinite(number)
        ? new BigDecimal(number)
        : BEYOND.multiply(BigDecimal.valueOf(Math.signum(number)));
  }
}
