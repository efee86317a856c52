package dev.clew.instrument.sdk.sampling;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A clock that stands until it is moved.
final class ManualNanos implements LongSupplier {
  private final AtomicLong now = new AtomicLong(1);

  void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
  }

  @Override
  public long getAsLong() {
    return now.get();
  }
}
