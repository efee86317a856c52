package dev.clew.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of things as people write it: `500`, `20k`, `10M` or `1G`.
record Count(long value) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})([kMG]?)");

  static Count parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "count must be a number such as 500, 20k, 10M or 1G, got " + text);
    }
    long unit =
        switch (parts.group(2)) {
          case "k" -> 1_000;
          case "M" -> 1_000_000;
          case "G" -> 1_000_000_000;
          default -> 1;
        };
    return new Count(Long.parseLong(parts.group(1)) * unit);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
