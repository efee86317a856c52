package dev.clew.bench;

import dev.clew.bench.load.Rate;
import dev.clew.wire.Encoding;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// Reads option values as people write them.
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Values() {}

  static CommandLine registerWith(CommandLine line) {
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, text -> converted(Values::duration, text))
        .registerConverter(Encoding.class, text -> converted(Values::encoding, text))
        .registerConverter(Count.class, text -> converted(Count::parse, text))
        .registerConverter(Rate.class, text -> converted(Rate::parse, text));
  }

  static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "duration must be a number and a unit such as 500ms, 30s, 10m or 2h, got " + text);
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  static Encoding encoding(String text) {
    return switch (text) {
      case "none" -> Encoding.IDENTITY;
      case "gzip" -> Encoding.GZIP;
      case "zstd" -> Encoding.ZSTD;
      default ->
          throw new IllegalArgumentException("encoding must be none, gzip or zstd, got " + text);
    };
  }

  /// An encoding as [#encoding(String)] reads it.
  static String text(Encoding encoding) {
    return encoding == Encoding.IDENTITY ? "none" : encoding.name().toLowerCase(Locale.ROOT);
  }

  /// Picocli shows the message of this exception alone.
  private static <T> T converted(Function<String, T> reader, String text) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
