package dev.clew.bench.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: doubling, with jitter, never less than was asked for.
/// Owned by one sender, new for every request.
final class Backoff {
  private static final long FIRST_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final RandomGenerator random;
  private long nextNanos = FIRST_NANOS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next(Duration asked) {
    Duration own = Duration.ofNanos(nextNanos / 2 + random.nextLong(nextNanos / 2));
    nextNanos = Math.min(nextNanos * 2, LONGEST_NANOS);
    return own.compareTo(asked) > 0 ? own : asked;
  }
}
