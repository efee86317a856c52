package dev.clew.bench.load;

import java.util.Locale;

/// How many spans a second to send; infinite for as many as are acknowledged.
public record Rate(double spansPerSecond) {
  public static final Rate MAX = new Rate(Double.POSITIVE_INFINITY);

  public Rate {
    if (!(spansPerSecond > 0)) {
      throw new IllegalArgumentException(
          "rate must be above 0 spans a second, got " + spansPerSecond);
    }
  }

  /// A number of spans a second, such as `5000` or `5000/s`, or `max`.
  public static Rate parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    try {
      return new Rate(Double.parseDouble(text.replaceFirst("/s$", "")));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "rate must be a number of spans a second or max, got " + text);
    }
  }

  boolean isMax() {
    return Double.isInfinite(spansPerSecond);
  }

  /// How long so many spans take.
  long nanosFor(long spans) {
    return (long) (spans * 1e9 / spansPerSecond);
  }

  /// As [#parse(String)] reads it.
  @Override
  public String toString() {
    return isMax() ? "max" : String.format(Locale.ROOT, "%.0f/s", spansPerSecond);
  }
}
