package dev.clew.store;

import java.time.Duration;

/// How small blocks become larger ones.
///
/// @param quiet how long after its last block a run of blocks is left alone
/// @param window how far apart blocks of one run may have been sealed, which is also how much
///   longer than its retention a span may be kept
/// @param spans how many spans a compacted block has at most
public record CompactionSettings(Duration quiet, Duration window, int spans) {
  public CompactionSettings {
    if (quiet.isNegative() || !window.isPositive() || spans <= 0) {
      throw new IllegalArgumentException(
          "compaction needs a quiet time of 0 or more, and a window and spans of more than 0, got "
              + quiet
              + ", "
              + window
              + " and "
              + spans);
    }
  }

  /// What suits most: three full blocks, which is as much as the usual heap has room for.
  public static CompactionSettings usual() {
    return new CompactionSettings(Duration.ofMinutes(5), Duration.ofHours(1), 1 << 20);
  }
}
