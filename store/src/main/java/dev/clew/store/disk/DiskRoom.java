package dev.clew.store.disk;

/// How much a file system holds, by what this user may use of it.
///
/// @param sizeBytes 0 where the file system does not say
public record DiskRoom(long sizeBytes, long freeBytes) {
  public long usedBytes() {
    return sizeBytes - freeBytes;
  }
}
