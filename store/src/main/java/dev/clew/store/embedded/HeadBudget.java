package dev.clew.store.embedded;

import dev.clew.store.head.SpareMemory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How much memory the heads of all tenants take together. Any thread.
///
/// Who waits for room waits on this object.
public final class HeadBudget implements AutoCloseable {
  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();

  /// Has what heads might take and do not.
  private final SpareMemory spare;

  private boolean isClosed;

  public HeadBudget(long maxBytes) {
    this.maxBytes = maxBytes;
    spare = new SpareMemory(() -> maxBytes - bytes());
  }

  void add(long more) {
    bytes.addAndGet(more);
    if (more < 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// Where heads have memory from.
  SpareMemory spare() {
    return spare;
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

  /// Waits until something may come in again; false where that took too long, the budget was closed
  /// or the thread was interrupted.
  public synchronized boolean awaitRoom(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (isSpent() && !isClosed) {
      long left = end - System.nanoTime();
      if (left <= 0 || !rest(left)) {
        return false;
      }
    }
    return !isClosed;
  }

  @SuppressWarnings("WaitNotInLoop") // the caller looks again and again
  private boolean rest(long nanos) {
    try {
      wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Lets go of all who wait.
  @Override
  public synchronized void close() {
    isClosed = true;
    notifyAll();
  }
}
