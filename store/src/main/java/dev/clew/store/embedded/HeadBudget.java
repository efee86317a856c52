package dev.clew.store.embedded;

import java.util.concurrent.atomic.AtomicLong;

/// How much memory the heads of all tenants take together.
public final class HeadBudget {
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();

  public HeadBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(long more) {
    bytes.addAndGet(more);
  }

  public long bytes() {
    return bytes.get();
  }

  public long maxBytes() {
    return maxBytes;
  }

  /// Nothing more may come in.
  public boolean isSpent() {
    return bytes() >= maxBytes;
  }

  /// Heads should become blocks even before they are full or old.
  boolean isTight() {
    return bytes() >= maxBytes / 2;
  }
}
