package dev.clew.serve;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as somebody writes it on the command line: so long ago, or on the clock.
sealed interface Moment {
  record Ago(Duration ago) implements Moment {}

  record At(Instant instant) implements Moment {}

  Pattern AGO = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  static Moment parse(String text) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return new Ago(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
    }
    try {
      return new At(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a time needs to be like 15m or 2h (ago), or like 2026-03-01T12:00:00Z, got " + text, e);
    }
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> throw new IllegalArgumentException("needs ms, s, m, h or d, got " + name);
    };
  }

  default Instant from(Instant now) {
    return switch (this) {
      case Ago(var ago) -> now.minus(ago);
      case At(var instant) -> instant;
    };
  }
}
