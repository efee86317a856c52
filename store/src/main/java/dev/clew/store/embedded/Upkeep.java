package dev.clew.store.embedded;

import dev.clew.store.DiskLevel;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.wal.WriteAheadLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that seals, closes traces, expires and looks after the disk.
///
/// Its signals are guarded by `lock`; a round is done by one thread at a time.
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long RETENTION_NANOS = Duration.ofSeconds(10).toNanos();

  /// Who does the work.
  public record Parts(
      WriteAheadLog log,
      Sealer sealer,
      Retention retention,
      TraceClosing closing,
      Scrubber scrubber,
      DiskWatch disk) {}

  private final Parts parts;
  private final StoreClock clock;
  private final StoreListener listener;
  private final long paceMillis;
  private final Thread thread;
  private final Object lock = new Object();
  private boolean isWoken;
  private boolean isClosing;
  private long expiredNanos;
  private DiskLevel lastLevel = DiskLevel.ROOMY;

  /// @param pace how long to rest where nobody calls
  public Upkeep(Parts parts, StoreClock clock, StoreListener listener, Duration pace) {
    this.parts = parts;
    this.clock = clock;
    this.listener = listener;
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
      round();
    }
  }

  /// Does once what is due.
  public synchronized void round() {
    attempt("looking at the disk", this::look);
    attempt("sealing", this::seal);
    attempt("closing traces", () -> parts.closing.closeDue(clock.monotonicNanos()));
    attempt("retention", this::expire);
    attempt("scrubbing", parts.scrubber::scrubDue);
  }

  /// Whatever one task throws, the others are done, and all of them again in the next round:
  /// without them the heads and the disk fill up, and nothing is taken any more.
  private void attempt(String what, Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      LOG.error("Upkeep failed at {}, and will be tried again", what, e);
      listener.upkeepFailed();
    }
  }

  private boolean canWrite() {
    return parts.log.problem().isEmpty() && parts.sealer.problem().isEmpty();
  }

  private void look() {
    parts.disk.look(canWrite());
  }

  private void seal() {
    DiskLevel level = parts.disk.use().level();
    boolean hasTightened = level.compareTo(lastLevel) > 0 && level.compareTo(DiskLevel.TIGHT) >= 0;
    lastLevel = level;
    if (hasTightened || parts.log.problem().isPresent()) {
      parts.sealer.cutAll();
    }
    parts.sealer.sealDue();
  }

  private void expire() {
    long now = clock.monotonicNanos();
    boolean isPressed = parts.disk.use().level() != DiskLevel.ROOMY;
    if (isPressed || now - expiredNanos >= RETENTION_NANOS) {
      expiredNanos = now;
      parts.retention.expire();
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
