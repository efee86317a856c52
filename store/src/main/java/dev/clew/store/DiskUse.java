package dev.clew.store;

/// How the disk under a store is filled, by whomever.
public record DiskUse(DiskLevel level, long usedBytes, long sizeBytes) {
  /// Of a store that has no disk, or whose disk does not say.
  public static final DiskUse UNKNOWN = new DiskUse(DiskLevel.ROOMY, 0, 0);
}
