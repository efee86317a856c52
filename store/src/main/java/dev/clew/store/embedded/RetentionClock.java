package dev.clew.store.embedded;

import dev.clew.store.StoreClock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time by which spans grow old. It follows the wall clock, except that it does not believe a
/// jump: after one it gains on the wall clock at no more than twice the pace of time, so that a
/// wrong clock does not delete everything before somebody sees it. After the wall clock was turned
/// back it goes on at half the pace of time until that is where it was.
///
/// Guarded by its own lock.
public final class RetentionClock {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionClock.class);
  private static final long SLACK_NANOS = Duration.ofMinutes(1).toNanos();

  /// How long a store is believed to have been closed.
  private static final long PAUSE_NANOS = Duration.ofDays(1).toNanos();

  private final StoreClock clock;
  private long trustedNanos;
  private long askedNanos;

  public RetentionClock(StoreClock clock) {
    this.clock = clock;
    trustedNanos = clock.wallNanos();
    askedNanos = clock.monotonicNanos();
  }

  /// Says when the newest block was sealed that a store has as it opens: where that was long ago,
  /// either nothing has come since, or the clock is wrong.
  synchronized void openedWith(long newestNanos) {
    if (clock.wallNanos() - newestNanos > PAUSE_NANOS) {
      trustedNanos = newestNanos;
    }
  }

  /// When a block is made that is made now: by the wall clock, but no earlier than by this one.
  /// After the wall clock was turned back, what comes must not count as old.
  synchronized long sealNanos() {
    return Math.max(clock.wallNanos(), trustedNanos);
  }

  /// Nanoseconds since the epoch, as far as they can be believed. Never goes back.
  synchronized long nanos() {
    long asked = clock.monotonicNanos();
    long elapsed = asked - askedNanos;
    askedNanos = asked;
    long wall = clock.wallNanos();
    long ahead = wall - trustedNanos - elapsed;
    if (ahead > SLACK_NANOS) {
      LOG.warn(
          "The clock is {} ahead of the time that has passed; retention catches up slowly. "
              + "If the clock is right, nothing is to be done; if not, set it right soon",
          Duration.ofNanos(ahead));
      trustedNanos = Math.min(wall, trustedNanos + 2 * elapsed);
    } else {
      trustedNanos = wall < trustedNanos ? trustedNanos + elapsed / 2 : wall;
    }
    return trustedNanos;
  }
}
