package dev.clew.serve;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as somebody writes it on the command line: so long ago, or on the clock.
sealed interface Moment {
  record Ago(Duration ago) implements Moment {}

  record At(Instant instant) implements Moment {}

  Pattern AGO = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  static Moment parse(String text) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      Duration unit = requireNonNull(UNITS.get(ago.group(2)), "a unit of the pattern");
      return new Ago(unit.multipliedBy(Long.parseLong(ago.group(1))));
    }
    try {
      return new At(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a time needs to be like 15m or 2h (ago), or like 2026-03-01T12:00:00Z, got " + text, e);
    }
  }

  default Instant from(Instant now) {
    return switch (this) {
      case Ago(var ago) -> now.minus(ago);
      case At(var instant) -> instant;
    };
  }
}
