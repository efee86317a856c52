package dev.clew.store.head;

/// Counts the bytes that a head's arrays take.
///
/// Guarded by the head's lock.
final class MemoryMeter {
  private long bytes;

  void add(long more) {
    bytes += more;
  }

  long bytes() {
    return bytes;
  }
}
