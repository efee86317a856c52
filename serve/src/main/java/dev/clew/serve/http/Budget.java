package dev.clew.serve.http;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes that requests may hold in memory at once, all connections together.
///
/// Shares are taken as bytes come and given back when the request is answered. Any thread.
public final class Budget {
  private final long total;
  private final AtomicLong free;

  public Budget(long total) {
    this.total = total;
    free = new AtomicLong(total);
  }

  /// Nothing yet, to be grown.
  public Share share() {
    return new Share();
  }

  public long inUse() {
    return total - free.get();
  }

  /// One request's part of the budget; owned by one thread at a time.
  public final class Share implements AutoCloseable {
    private long held;

    private Share() {}

    /// Takes more, or nothing and says false where too little is left.
    public boolean grow(long bytes) {
      if (free.addAndGet(-bytes) < 0) {
        free.addAndGet(bytes);
        return false;
      }
      held += bytes;
      return true;
    }

    @Override
    public void close() {
      free.addAndGet(held);
      held = 0;
    }
  }
}
