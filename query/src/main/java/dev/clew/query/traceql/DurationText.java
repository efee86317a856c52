package dev.clew.query.traceql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Durations as text, such as `1h30m`, `1.5s` or `2w`.
final class DurationText {
  private record Unit(String name, long nanos) {}

  /// The larger first; where a name begins another, the longer first.
  private static final List<Unit> UNITS =
      List.of(
          new Unit("ms", 1_000_000L),
          new Unit("us", 1_000L),
          new Unit("µs", 1_000L),
          new Unit("μs", 1_000L),
          new Unit("ns", 1L),
          new Unit("y", 365 * 24 * 3_600_000_000_000L),
          new Unit("w", 7 * 24 * 3_600_000_000_000L),
          new Unit("d", 24 * 3_600_000_000_000L),
          new Unit("h", 3_600_000_000_000L),
          new Unit("m", 60_000_000_000L),
          new Unit("s", 1_000_000_000L));

  private static final List<String> PRINTED = List.of("h", "m", "s", "ms", "us", "ns");

  /// Longer than any that uses each unit once.
  private static final int MAX_LENGTH = 200;

  private DurationText() {}

  /// The nanoseconds, unless the text is no duration or more than a `long` holds.
  static Optional<Long> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isDigitOrPoint(text.charAt(end))) {
        end++;
      }
      Optional<Unit> unit = unitAt(text, end);
      if (unit.isEmpty() || !isNumber(text.substring(at, end))) {
        return Optional.empty();
      }
      sum =
          sum.add(
              new BigDecimal(text.substring(at, end))
                  .multiply(BigDecimal.valueOf(unit.get().nanos)));
      at = end + unit.get().name.length();
    }
    BigDecimal nanos = sum.setScale(0, RoundingMode.DOWN);
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(nanos.longValue());
  }

  private static boolean isDigitOrPoint(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,19}(\\.[0-9]{0,19})?|\\.[0-9]{1,19}");
  }

  private static Optional<Unit> unitAt(String text, int at) {
    return UNITS.stream().filter(unit -> text.startsWith(unit.name, at)).findFirst();
  }

  /// Writes a duration that is not negative so that it reads as the same one.
  static String print(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    var text = new StringBuilder();
    long rest = nanos;
    for (String name : PRINTED) {
      long unit = unitAt(name, 0).orElseThrow().nanos;
      if (rest >= unit) {
        text.append(rest / unit).append(name);
        rest %= unit;
      }
    }
    return text.toString();
  }
}
