package dev.clew.collect;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// A few arrays that bodies are inflated into one after the other: memory that is new each time is
/// slow to write to, and soon to be collected. Safe for any thread.
final class SpareBytes {
  /// As many as requests are at work at once.
  private static final int MOST = 8;

  private static final int LARGEST = 1 << 20;
  private static final byte[] NONE = {};

  private final AtomicReferenceArray<byte[]> spare = new AtomicReferenceArray<>(MOST);

  /// An array of any size that nobody else has now.
  byte[] take() {
    for (int at = 0; at < MOST; at++) {
      byte[] bytes = spare.getAndSet(at, null);
      if (bytes != null) {
        return bytes;
      }
    }
    return NONE;
  }

  /// Keeps an array for others, which its giver must not look at any more.
  void giveBack(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > LARGEST) {
      return;
    }
    for (int at = 0; at < MOST; at++) {
      if (spare.compareAndSet(at, null, bytes)) {
        return;
      }
    }
  }
}
