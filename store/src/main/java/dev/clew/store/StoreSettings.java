package dev.clew.store;

import java.nio.file.Path;
import java.time.Duration;

/// How an embedded store keeps spans.
///
/// @param folder the folder that holds everything; made where it is not there
/// @param linger how long after a sync of the log the next one waits for company
/// @param segmentBytes how big a segment of the log is made
/// @param maxHeadBytes the memory that spans may take before they are sealed; beyond it appends
///   wait for room, and are refused when none is made
/// @param sealSpans how many spans make a block
/// @param sealAge how long spans of a quiet tenant wait to be sealed
/// @param retention how long spans are kept
/// @param maxBlockBytes the room that blocks may take on the disk; the oldest go beyond it
/// @param retry how long after a failure of the disk the store leaves it alone
/// @param compaction how small blocks become larger ones
/// @param maxColumns how many columns the attributes of a block may have, and of a head; the others
///   share one
/// @param readCacheBytes the memory for what was read from blocks and will likely be read again
/// @param disk how full the disk may get, and how it is looked after
public record StoreSettings(
    Path folder,
    SyncMode syncMode,
    Duration linger,
    long segmentBytes,
    long maxHeadBytes,
    int sealSpans,
    Duration sealAge,
    Duration retention,
    long maxBlockBytes,
    Duration retry,
    CompactionSettings compaction,
    int maxColumns,
    long readCacheBytes,
    DiskSettings disk) {
  private static final long MIN_SEGMENT_BYTES = 4096;

  public StoreSettings {
    check(!linger.isNegative(), "linger", "0 or more", linger);
    check(segmentBytes >= MIN_SEGMENT_BYTES, "segment bytes", "4096 or more", segmentBytes);
    check(maxHeadBytes > 0, "max head bytes", "more than 0", maxHeadBytes);
    check(sealSpans > 0, "seal spans", "more than 0", sealSpans);
    check(sealAge.isPositive(), "seal age", "more than 0", sealAge);
    check(retention.isPositive(), "retention", "more than 0", retention);
    check(maxBlockBytes > 0, "max block bytes", "more than 0", maxBlockBytes);
    check(retry.isPositive(), "retry", "more than 0", retry);
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
        SyncMode.GROUP,
        Duration.ofMillis(5),
        64L << 20,
        256L << 20,
        256 << 10,
        Duration.ofSeconds(30),
        Duration.ofDays(7),
        Long.MAX_VALUE,
        Duration.ofSeconds(1),
        CompactionSettings.usual(),
        2_000,
        32L << 20,
        DiskSettings.USUAL);
  }

  public StoreSettings withSyncMode(SyncMode mode) {
    return new StoreSettings(
        folder,
        mode,
        linger,
        segmentBytes,
        maxHeadBytes,
        sealSpans,
        sealAge,
        retention,
        maxBlockBytes,
        retry,
        compaction,
        maxColumns,
        readCacheBytes,
        disk);
  }

  public StoreSettings withLog(Duration lingering, long bytesOfSegment, Duration retrying) {
    return new StoreSettings(
        folder,
        syncMode,
        lingering,
        bytesOfSegment,
        maxHeadBytes,
        sealSpans,
        sealAge,
        retention,
        maxBlockBytes,
        retrying,
        compaction,
        maxColumns,
        readCacheBytes,
        disk);
  }

  public StoreSettings withHeads(long maxBytes, int spans, Duration age) {
    return new StoreSettings(
        folder,
        syncMode,
        linger,
        segmentBytes,
        maxBytes,
        spans,
        age,
        retention,
        maxBlockBytes,
        retry,
        compaction,
        maxColumns,
        readCacheBytes,
        disk);
  }

  public StoreSettings withRetention(Duration age, long bytes) {
    return new StoreSettings(
        folder,
        syncMode,
        linger,
        segmentBytes,
        maxHeadBytes,
        sealSpans,
        sealAge,
        age,
        bytes,
        retry,
        compaction,
        maxColumns,
        readCacheBytes,
        disk);
  }

  public StoreSettings withCompaction(CompactionSettings how) {
    return new StoreSettings(
        folder,
        syncMode,
        linger,
        segmentBytes,
        maxHeadBytes,
        sealSpans,
        sealAge,
        retention,
        maxBlockBytes,
        retry,
        how,
        maxColumns,
        readCacheBytes,
        disk);
  }

  public StoreSettings withMaxColumns(int columns) {
    return new StoreSettings(
        folder,
        syncMode,
        linger,
        segmentBytes,
        maxHeadBytes,
        sealSpans,
        sealAge,
        retention,
        maxBlockBytes,
        retry,
        compaction,
        columns,
        readCacheBytes,
        disk);
  }

  public StoreSettings withReadCache(long bytes) {
    return new StoreSettings(
        folder,
        syncMode,
        linger,
        segmentBytes,
        maxHeadBytes,
        sealSpans,
        sealAge,
        retention,
        maxBlockBytes,
        retry,
        compaction,
        maxColumns,
        bytes,
        disk);
  }

  public StoreSettings withDisk(DiskSettings treatment) {
    return new StoreSettings(
        folder,
        syncMode,
        linger,
        segmentBytes,
        maxHeadBytes,
        sealSpans,
        sealAge,
        retention,
        maxBlockBytes,
        retry,
        compaction,
        maxColumns,
        readCacheBytes,
        treatment);
  }
}
