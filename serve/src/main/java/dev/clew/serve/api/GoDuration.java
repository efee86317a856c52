package dev.clew.serve.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them: `1.5s`, `100ms`, `1h30m`.
public final class GoDuration {
  // Both the micro sign and the Greek letter stand for micro.
  private static final Pattern PART =
      Pattern.compile("([0-9]*+)(?:\\.([0-9]*+))?+(ns|us|µs|μs|ms|s|m|h)(?![a-zµμ])");

  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /// Reads nanoseconds; fractions of one are cut off.
  public static long parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String parts = signed ? text.substring(1) : text;
    if (parts.equals("0")) {
      return 0;
    }
    long nanos = sum(parts, text);
    return text.startsWith("-") ? -nanos : nanos;
  }

  private static long sum(String parts, String text) {
    Matcher part = PART.matcher(parts);
    var sum = BigDecimal.ZERO;
    int at = 0;
    while (at < parts.length() || at == 0) {
      part.region(at, parts.length());
      if (!part.lookingAt() || !hasDigits(part)) {
        throw new IllegalArgumentException(
            "needs a duration such as 1.2s, 100ms or 500us, got " + RequestException.quote(text));
      }
      sum = sum.add(value(part).multiply(unit(part.group(3))));
      at = part.end();
    }
    if (sum.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "needs a duration of at most 292 years, got " + RequestException.quote(text));
    }
    return sum.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static boolean hasDigits(Matcher part) {
    return !part.group(1).isEmpty() || (part.group(2) != null && !part.group(2).isEmpty());
  }

  private static BigDecimal value(Matcher part) {
    String fraction = part.group(2) == null ? "" : part.group(2);
    return new BigDecimal("0" + part.group(1) + "." + fraction + "0");
  }

  private static BigDecimal unit(String name) {
    return BigDecimal.valueOf(
        switch (name) {
          case "ns" -> 1L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> 1_000L;
        });
  }

  public static String format(long nanos) {
    var whole = BigDecimal.valueOf(nanos).abs();
    String sign = nanos < 0 ? "-" : "";
    if (nanos == 0) {
      return "0s";
    } else if (whole.compareTo(unit("us")) < 0) {
      return sign + whole + "ns";
    } else if (whole.compareTo(unit("ms")) < 0) {
      return sign + in(whole, "us") + "µs";
    } else if (whole.compareTo(unit("s")) < 0) {
      return sign + in(whole, "ms") + "ms";
    }
    return sign + clock(whole);
  }

  private static String clock(BigDecimal nanos) {
    BigDecimal[] hours = nanos.divideAndRemainder(unit("h"));
    BigDecimal[] minutes = hours[1].divideAndRemainder(unit("m"));
    String seconds = in(minutes[1], "s") + "s";
    if (hours[0].signum() > 0) {
      return hours[0].toBigInteger() + "h" + minutes[0].toBigInteger() + "m" + seconds;
    }
    return minutes[0].signum() > 0 ? minutes[0].toBigInteger() + "m" + seconds : seconds;
  }

  private static String in(BigDecimal nanos, String unit) {
    return nanos.divide(unit(unit)).stripTrailingZeros().toPlainString();
  }
}
