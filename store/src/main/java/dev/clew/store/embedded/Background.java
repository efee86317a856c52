package dev.clew.store.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that does work which nobody waits for, one piece at a time, and rests when there is
/// none.
///
/// Its signals are guarded by `lock`.
public final class Background implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final BooleanSupplier work;
  private final long paceMillis;
  private final Thread thread;
  private final Object lock = new Object();
  private boolean isClosing;

  /// @param work does one piece; false when there was none
  /// @param pace how long to rest then
  public Background(String name, Duration pace, BooleanSupplier work) {
    this.work = work;
    paceMillis = Math.max(1, pace.toMillis());
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    boolean isBusy = false;
    while (isBusy || rest()) {
      try {
        isBusy = work.getAsBoolean() && !isClosing();
      } catch (Throwable e) {
        // The thread must live on, whatever one piece of work throws.
        isBusy = false;
        LOG.error("{} failed, and will be tried again", thread.getName(), e);
      }
    }
  }

  private boolean isClosing() {
    synchronized (lock) {
      return isClosing;
    }
  }

  /// Waits for a while; false when it is time to stop.
  @SuppressWarnings("WaitNotInLoop") // who wakes too early only looks too early
  private boolean rest() {
    synchronized (lock) {
      if (!isClosing) {
        try {
          lock.wait(paceMillis);
        } catch (InterruptedException _) {
          // Nobody has this thread but the store, which stops it by `isClosing`.
          LOG.debug("Interrupted while resting");
        }
      }
      return !isClosing;
    }
  }

  /// Finishes the piece under way, then stops.
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
