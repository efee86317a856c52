package dev.clew.query.series;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// For how many spans a sampled one stands: the inverse of the probability with which it was kept,
/// in two doubles, so exact to 106 bits.
///
/// @param low what the rounding of `high` has left
/// @param isKnown false where the span says no probability, so that it stands for itself
record Weight(double high, double low, boolean isKnown) {
  static final Weight UNKNOWN = new Weight(1, 0, false);

  private static final int THRESHOLD_DIGITS = 14;
  private static final long ALL = 1L << (4 * THRESHOLD_DIGITS);
  private static final MathContext PRECISION = new MathContext(40);

  /// The weight of a span with this W3C `tracestate`.
  static Weight of(String traceState) {
    OptionalLong threshold = threshold(traceState);
    return threshold.isEmpty() ? UNKNOWN : of(threshold.getAsLong());
  }

  /// @param threshold how many of 2^56 equally likely spans are not kept
  static Weight of(long threshold) {
    var exact = new BigDecimal(ALL).divide(new BigDecimal(ALL - threshold), PRECISION);
    double high = exact.doubleValue();
    return new Weight(high, exact.subtract(new BigDecimal(high)).doubleValue(), true);
  }

  /// The `th` of the member `ot`: up to 14 lower-case hex digits, trailing zeros left out.
  static OptionalLong threshold(String traceState) {
    return Stream.of(traceState.split(",", -1))
        .map(String::strip)
        .filter(member -> member.startsWith("ot="))
        .findFirst()
        .map(member -> member.substring("ot=".length()))
        .flatMap(value ->
            Stream.of(value.split(";", -1)).filter(part -> part.startsWith("th:")).findFirst())
        .map(part -> part.substring("th:".length()))
        .filter(Weight::isThreshold)
        .map(digits -> OptionalLong.of(padded(digits)))
        .orElse(OptionalLong.empty());
  }

  private static boolean isThreshold(String digits) {
    return !digits.isEmpty()
        && digits.length() <= THRESHOLD_DIGITS
        && digits.chars().allMatch(c -> ('0' <= c && c <= '9') || ('a' <= c && c <= 'f'));
  }

  private static long padded(String digits) {
    return Long.parseLong(digits, 16) << (4 * (THRESHOLD_DIGITS - digits.length()));
  }

  boolean isOne() {
    return high == 1 && low == 0;
  }
}
