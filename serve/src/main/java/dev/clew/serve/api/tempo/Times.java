package dev.clew.serve.api.tempo;

import dev.clew.query.traceql.TraceQl;
import dev.clew.serve.api.RequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Moments and durations in all the ways in which clients of metrics write them.
final class Times {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}\\.[0-9]{0,12}");
  private static final int MOST_DIGITS_OF_SECONDS = 10;
  private static final int NANO_DIGITS = 9;

  private Times() {}

  /// Nanoseconds since the epoch: of seconds, whole or not, of nanoseconds, or of RFC 3339.
  static long moment(String text) {
    try {
      if (DIGITS.matcher(text).matches()) {
        long number = Long.parseLong(text);
        return text.length() > MOST_DIGITS_OF_SECONDS
            ? number
            : Math.multiplyExact(number, 1_000_000_000L);
      }
      return DECIMAL.matcher(text).matches()
          ? seconds(text)
          : ChronoUnit.NANOS.between(
              Instant.EPOCH, OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (ArithmeticException | DateTimeException | NumberFormatException _) {
      throw new IllegalArgumentException(
          "needs seconds or nanoseconds since 1970, or a time such as 2026-01-02T15:04:05Z, got "
              + RequestException.quote(text));
    }
  }

  private static long seconds(String text) {
    return new BigDecimal(text)
        .movePointRight(NANO_DIGITS)
        .setScale(0, RoundingMode.DOWN)
        .longValueExact();
  }

  /// A duration: seconds, or as queries have it.
  static Duration length(String text) {
    return parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "needs a duration above 0, seconds or such as 1m30s or 2d, got "
                    + RequestException.quote(text)));
  }

  private static Optional<Duration> parse(String text) {
    boolean isSeconds = DIGITS.matcher(text).matches() || DECIMAL.matcher(text).matches();
    try {
      return isSeconds ? Optional.of(Duration.ofNanos(seconds(text))) : TraceQl.duration(text);
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }
}
