package dev.clew.serve.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads values as people write them. Durations and sizes are a whole number and a unit, which is
/// never optional. What cannot be read throws an `IllegalArgumentException` with what is needed.
final class Values {
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})\\s?([A-Za-z]+)");
  private static final Map<String, Duration> DURATIONS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private Values() {}

  static Duration duration(String text) {
    String needed = "a duration with a unit of ms, s, m, h or d, such as 30s";
    Matcher quantity = match(text, needed);
    Duration unit = DURATIONS.get(quantity.group(2));
    if (unit == null) {
      throw needs(needed, text);
    }
    try {
      return unit.multipliedBy(Long.parseLong(quantity.group(1)));
    } catch (ArithmeticException e) {
      throw needs(needed, text);
    }
  }

  static long bytes(String text) {
    String needed = "a size with a unit of B, KiB, MiB, GiB or TiB, such as 16MiB";
    Matcher quantity = match(text, needed);
    Long unit = SIZES.get(quantity.group(2));
    if (unit == null) {
      throw needs(needed, text);
    }
    try {
      return Math.multiplyExact(unit, Long.parseLong(quantity.group(1)));
    } catch (ArithmeticException e) {
      throw needs(needed, text);
    }
  }

  private static Matcher match(String text, String needed) {
    Matcher quantity = QUANTITY.matcher(text);
    if (!quantity.matches()) {
      throw needs(needed, text);
    }
    return quantity;
  }

  static IllegalArgumentException needs(String needed, String got) {
    return new IllegalArgumentException("needs " + needed + ", got \"" + shortened(got) + '"');
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  static Path path(String text) {
    try {
      if (text.isBlank()) {
        throw needs("a folder", text);
      }
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw needs("a folder", text);
    }
  }

  static String host(String text) {
    if (!text.matches("[A-Za-z0-9:.-]{1,253}")) {
      throw needs("a host name or address", text);
    }
    return text;
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw needs("true or false", text);
    };
  }

  static Function<String, Integer> number(int least, int most) {
    return text -> {
      String needed = "a whole number from " + least + " to " + most;
      if (!text.matches("\\d{1,9}")) {
        throw needs(needed, text);
      }
      int value = Integer.parseInt(text);
      if (value < least || value > most) {
        throw needs(needed, text);
      }
      return value;
    };
  }

  static Function<String, Integer> percent() {
    return text -> {
      if (!text.matches("[1-9]\\d?%|100%")) {
        throw needs("a share from 1% to 100%", text);
      }
      return Integer.parseInt(text.substring(0, text.length() - 1));
    };
  }

  static Function<String, Long> bytes(long least, long most) {
    return text -> {
      long value = bytes(text);
      if (value < least || value > most) {
        throw needs("from " + least + " to " + most + " bytes", text);
      }
      return value;
    };
  }

  static Function<String, Integer> size(int least, int most) {
    return bytes(least, most).andThen(Math::toIntExact);
  }

  static Function<String, Long> unlimitedOr(Function<String, Long> size) {
    return text -> text.equals("unlimited") ? Long.valueOf(Long.MAX_VALUE) : size.apply(text);
  }

  static Function<String, Duration> atLeastMillis(long least) {
    return text -> {
      Duration value = duration(text);
      if (value.toMillis() < least) {
        throw needs("at least " + least + "ms", text);
      }
      return value;
    };
  }

  static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
    return text -> {
      for (E value : type.getEnumConstants()) {
        if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
          return value;
        }
      }
      throw needs(
          "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT), text);
    };
  }
}
