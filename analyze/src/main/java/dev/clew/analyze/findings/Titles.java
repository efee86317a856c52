package dev.clew.analyze.findings;

import java.util.Locale;

/// How titles say things.
final class Titles {
  private static final int MOST_CHARS = 160;

  private Titles() {}

  /// A span by its service and name; either may be empty.
  static String call(String service, String name) {
    return service.isEmpty() ? name : service + " · " + name;
  }

  /// A text in one line of bounded length.
  static String line(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS - 1) + "…";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  static String duration(long nanos) {
    double abs = Math.abs((double) nanos);
    if (abs >= 1e9) {
      return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
    return abs >= 1e6
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f µs", nanos / 1e3);
  }
}
