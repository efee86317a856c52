package dev.clew.store;

import java.nio.file.Path;
import java.time.Duration;

/// How an embedded store keeps spans.
///
/// @param folder the folder that holds everything; made where it is not there
/// @param compaction how small blocks become larger ones
/// @param maxColumns how many columns the attributes of a block may have, and of a head; the others
///   share one
/// @param readCacheBytes the memory for what was read from blocks and will likely be read again
/// @param disk how full the disk may get, and how it is looked after
public record StoreSettings(
    Path folder,
    Log log,
    Heads heads,
    Retention retention,
    CompactionSettings compaction,
    int maxColumns,
    long readCacheBytes,
    DiskSettings disk) {

  /// How the write-ahead log is written.
  ///
  /// @param linger how long after a sync the next one waits for company
  /// @param segmentBytes how big a segment is made
  /// @param retry how long after a failure of the disk the store leaves it alone
  public record Log(SyncMode syncMode, Duration linger, long segmentBytes, Duration retry) {
    private static final long MIN_SEGMENT_BYTES = 4096;

    public Log {
      check(!linger.isNegative(), "linger", "0 or more", linger);
      check(segmentBytes >= MIN_SEGMENT_BYTES, "segment bytes", "4096 or more", segmentBytes);
      check(retry.isPositive(), "retry", "more than 0", retry);
    }
  }

  /// How much of the newest spans stays in memory.
  ///
  /// @param maxBytes the memory that spans may take before they are sealed; beyond it appends wait
  ///   for room, and are refused when none is made
  /// @param sealSpans how many spans make a block
  /// @param sealAge how long spans of a quiet tenant wait to be sealed
  public record Heads(long maxBytes, int sealSpans, Duration sealAge) {
    public Heads {
      check(maxBytes > 0, "max head bytes", "more than 0", maxBytes);
      check(sealSpans > 0, "seal spans", "more than 0", sealSpans);
      check(sealAge.isPositive(), "seal age", "more than 0", sealAge);
    }
  }

  /// How long spans are kept, and how many.
  ///
  /// @param age how long spans are kept
  /// @param maxBytes the room that blocks may take on the disk; the oldest go beyond it
  public record Retention(Duration age, long maxBytes) {
    public Retention {
      check(age.isPositive(), "retention", "more than 0", age);
      check(maxBytes > 0, "max block bytes", "more than 0", maxBytes);
    }
  }

  public StoreSettings {
    check(maxColumns >= 0, "max columns", "0 or more", maxColumns);
    check(readCacheBytes >= 0, "read cache bytes", "0 or more", readCacheBytes);
  }

  private static void check(boolean holds, String name, String needs, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(name + " needs " + needs + ", got " + got);
    }
  }

  /// What suits most.
  public static StoreSettings of(Path folder) {
    return new StoreSettings(
        folder,
        new Log(SyncMode.GROUP, Duration.ofMillis(5), 64L << 20, Duration.ofSeconds(1)),
        new Heads(256L << 20, 256 << 10, Duration.ofSeconds(30)),
        new Retention(Duration.ofDays(7), Long.MAX_VALUE),
        CompactionSettings.usual(),
        2_000,
        32L << 20,
        DiskSettings.USUAL);
  }

  public StoreSettings withSyncMode(SyncMode mode) {
    return with(new Log(mode, log.linger, log.segmentBytes, log.retry));
  }

  public StoreSettings withLog(Duration linger, long segmentBytes, Duration retry) {
    return with(new Log(log.syncMode, linger, segmentBytes, retry));
  }

  private StoreSettings with(Log other) {
    return new StoreSettings(
        folder, other, heads, retention, compaction, maxColumns, readCacheBytes, disk);
  }

  public StoreSettings withHeads(long maxBytes, int sealSpans, Duration sealAge) {
    var other = new Heads(maxBytes, sealSpans, sealAge);
    return new StoreSettings(
        folder, log, other, retention, compaction, maxColumns, readCacheBytes, disk);
  }

  public StoreSettings withRetention(Duration age, long maxBytes) {
    var other = new Retention(age, maxBytes);
    return new StoreSettings(
        folder, log, heads, other, compaction, maxColumns, readCacheBytes, disk);
  }

  public StoreSettings withCompaction(CompactionSettings how) {
    return new StoreSettings(folder, log, heads, retention, how, maxColumns, readCacheBytes, disk);
  }

  public StoreSettings withMaxColumns(int columns) {
    return new StoreSettings(
        folder, log, heads, retention, compaction, columns, readCacheBytes, disk);
  }

  public StoreSettings withReadCache(long bytes) {
    return new StoreSettings(folder, log, heads, retention, compaction, maxColumns, bytes, disk);
  }

  public StoreSettings withDisk(DiskSettings treatment) {
    return new StoreSettings(
        folder, log, heads, retention, compaction, maxColumns, readCacheBytes, treatment);
  }
}
