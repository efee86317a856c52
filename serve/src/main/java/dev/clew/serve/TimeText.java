package dev.clew.serve;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and durations as the command line shows them.
final class TimeText {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private TimeText() {}

  static String duration(double nanos) {
    if (nanos >= 1e9) {
      return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
    return nanos >= 1e6
        ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
  }

  /// @param epochNanos as decimal text
  static String start(String epochNanos, ZoneId zone) {
    long nanos = Long.parseUnsignedLong(epochNanos);
    Instant instant =
        Instant.ofEpochSecond(
            Long.divideUnsigned(nanos, 1_000_000_000L),
            Long.remainderUnsigned(nanos, 1_000_000_000L));
    return START.format(instant.atZone(zone));
  }
}
