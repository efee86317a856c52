package dev.clew.store.embedded;

import dev.clew.store.DiskLevel;
import dev.clew.store.DiskSettings;

/// From how many used bytes on a disk of one size has each level.
record DiskMarks(long sizeBytes, long earlyBytes, long tightBytes, long fullBytes) {
  /// The share of a small disk that has to do where the usual number of free bytes is too many.
  private static final int SMALL_DISK = 16;

  /// By how many percent of the disk a level must be undercut before it is over, so that it does
  /// not come and go.
  private static final int SLACK_PERCENT = 3;

  static DiskMarks of(DiskSettings settings, long sizeBytes) {
    long minFree = Math.min(settings.minFreeBytes(), sizeBytes / SMALL_DISK);
    long full = Math.min(percent(sizeBytes, settings.fullPercent()), sizeBytes - minFree);
    return new DiskMarks(
        sizeBytes,
        Math.min(percent(sizeBytes, settings.earlyPercent()), full),
        Math.min(percent(sizeBytes, settings.tightPercent()), full),
        full);
  }

  static long percent(long bytes, int percent) {
    return (long) (bytes / 100.0 * percent);
  }

  /// Where spans are taken again after the disk was full.
  long recoveryBytes() {
    return fullBytes - percent(sizeBytes, SLACK_PERCENT);
  }

  /// The level of so many used bytes.
  ///
  /// @param last the level until now
  DiskLevel level(long usedBytes, DiskLevel last) {
    DiskLevel reached = reachedBy(usedBytes);
    DiskLevel left = reachedBy(usedBytes + percent(sizeBytes, SLACK_PERCENT));
    if (last.compareTo(reached) <= 0) {
      return reached;
    }
    return last.compareTo(left) < 0 ? last : left;
  }

  private DiskLevel reachedBy(long usedBytes) {
    if (usedBytes >= fullBytes) {
      return DiskLevel.FULL;
    }
    if (usedBytes >= tightBytes) {
      return DiskLevel.TIGHT;
    }
    return usedBytes >= earlyBytes ? DiskLevel.EARLY : DiskLevel.ROOMY;
  }

  /// How many bytes of its blocks a store should give up. Where others fill the disk it may keep
  /// half of what they leave, since it cannot make room that is not its own; and where spans could
  /// not be taken even without its blocks, it keeps them all.
  ///
  /// @param usedBytes by whomever
  /// @param ownBytes how many of them are the store's
  long excess(long usedBytes, long ownBytes) {
    long others = Math.max(0, usedBytes - ownBytes);
    long left = recoveryBytes() - others;
    return left <= 0 ? 0 : Math.max(0, usedBytes - Math.max(earlyBytes, others + left / 2));
  }
}
