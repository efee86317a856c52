package dev.clew.store.embedded;

import dev.clew.store.StoreClock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that seals, expires and closes traces.
///
/// Its signals are guarded by `lock`.
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long RETENTION_NANOS = Duration.ofMinutes(1).toNanos();

  /// What it calls.
  public record Parts(Sealer sealer, Retention retention, TraceClosing closing) {}

  private final Parts parts;
  private final StoreClock clock;
  private final long paceMillis;
  private final Thread thread;
  private final Object lock = new Object();
  private boolean isWoken;
  private boolean isClosing;
  private long expiredNanos;

  /// @param pace how long to rest where nobody calls
  public Upkeep(Parts parts, StoreClock clock, Duration pace) {
    this.parts = parts;
    this.clock = clock;
    expiredNanos = clock.monotonicNanos() - RETENTION_NANOS;
    paceMillis = Math.max(1, pace.toMillis());
    thread = Thread.ofPlatform().name("clew-upkeep").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// There is something to seal.
  public void wake() {
    synchronized (lock) {
      isWoken = true;
      lock.notifyAll();
    }
  }

  private void run() {
    while (rest()) {
      try {
        parts.sealer().sealDue();
        long now = clock.monotonicNanos();
        parts.closing().closeDue(now);
        if (now - expiredNanos >= RETENTION_NANOS) {
          expiredNanos = now;
          parts.retention().expire();
        }
      } catch (RuntimeException e) {
        // The thread must live on: without it the heads fill up and nothing is taken any more.
        LOG.error("Upkeep failed, and will be tried again", e);
      }
    }
  }

  /// Waits for a call or for a while; false when it is time to stop.
  @SuppressWarnings("WaitNotInLoop") // who wakes too early only looks too early
  private boolean rest() {
    synchronized (lock) {
      if (!isWoken && !isClosing) {
        try {
          lock.wait(paceMillis);
        } catch (InterruptedException _) {
          // Nobody has this thread but the store, which stops it by `isClosing`.
          LOG.debug("Interrupted while resting");
        }
      }
      isWoken = false;
      return !isClosing;
    }
  }

  /// Finishes what is under way, then stops.
  @Override
  public void close() {
    synchronized (lock) {
      isClosing = true;
      lock.notifyAll();
    }
    boolean isInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
