package dev.clew.bench.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// When a run ends: at its deadline, or as soon as someone asks. Safe for many threads.
final class Finish {
  private final Clock clock;
  private final long deadlineNanos;
  private final CountDownLatch asked = new CountDownLatch(1);

  Finish(Clock clock, Duration after) {
    this.clock = clock;
    deadlineNanos = clock.nanos() + after.toNanos();
  }

  void ask() {
    asked.countDown();
  }

  boolean reached() {
    return asked.getCount() == 0 || clock.nanos() - deadlineNanos >= 0;
  }

  /// Waits so long, or until the end when that is sooner; true when the end is reached.
  boolean reachedWithin(Duration wait) {
    long left = Math.min(wait.toNanos(), deadlineNanos - clock.nanos());
    try {
      return asked.await(Math.max(0, left), TimeUnit.NANOSECONDS) || reached();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
