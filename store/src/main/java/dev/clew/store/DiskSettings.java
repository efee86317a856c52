package dev.clew.store;

import java.time.Duration;

/// How a store treats the disk it is on.
///
/// @param earlyPercent from here on the oldest blocks go before their time
/// @param tightPercent from here on the store warns, and frees its log as soon as it can
/// @param fullPercent from here on nothing is taken
/// @param minFreeBytes nothing is taken either where less is free; of a small disk a sixteenth
/// @param reserveBytes kept back for making blocks when nothing else is left; of a small disk 1/64
/// @param scrubInterval how often every byte of the blocks is read again to see that it is still
///   what was written
/// @param viewGrace how long a view may go on reading a block that has expired
public record DiskSettings(
    int earlyPercent,
    int tightPercent,
    int fullPercent,
    long minFreeBytes,
    long reserveBytes,
    Duration scrubInterval,
    Duration viewGrace) {

  /// What suits most.
  public static final DiskSettings USUAL =
      new DiskSettings(85, 92, 95, 2L << 30, 256 << 20, Duration.ofDays(4), Duration.ofSeconds(30));

  public DiskSettings {
    boolean ascend =
        0 < earlyPercent
            && earlyPercent <= tightPercent
            && tightPercent <= fullPercent
            && fullPercent <= 100;
    if (!ascend) {
      throw new IllegalArgumentException(
          "early, tight and full percent need to ascend from 1 to 100, got "
              + earlyPercent
              + ", "
              + tightPercent
              + ", "
              + fullPercent);
    }
    if (minFreeBytes < 0 || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "bytes need to be 0 or more, got " + minFreeBytes + ", " + reserveBytes);
    }
    if (!scrubInterval.isPositive() || viewGrace.isNegative()) {
      throw new IllegalArgumentException(
          "scrub interval needs more than 0, view grace 0 or more, got "
              + scrubInterval
              + ", "
              + viewGrace);
    }
  }

  public DiskSettings withViewGrace(Duration grace) {
    return new DiskSettings(
        earlyPercent, tightPercent, fullPercent, minFreeBytes, reserveBytes, scrubInterval, grace);
  }
}
