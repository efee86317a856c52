package dev.clew.store.close;

import java.time.Duration;

/// When a trace is closed, and how much is remembered.
///
/// @param idle how long a trace is quiet before it is closed
/// @param maxAge how long it is open at most
/// @param maxRows how many rows it has at most while it is open
/// @param maxOpen how many traces are open at most; each takes some 80 bytes
/// @param maxRemembered how many closed traces are remembered, so that what comes for them is known
///   to be late; each takes some 50 bytes
public record CloseLimits(
    Duration idle, Duration maxAge, int maxRows, int maxOpen, int maxRemembered) {
  public static final CloseLimits USUAL =
      new CloseLimits(Duration.ofSeconds(10), Duration.ofMinutes(5), 1_000_000, 1 << 18, 1 << 18);

  public CloseLimits {
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("idle must be longer than nothing, got " + idle);
    }
    if (maxAge.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "maxAge must not be shorter than idle, got " + maxAge + " and " + idle);
    }
    if (maxRows < 1 || maxOpen < 1 || maxRemembered < 1) {
      throw new IllegalArgumentException(
          "maxRows, maxOpen and maxRemembered must be 1 or more, got %d, %d, %d"
              .formatted(maxRows, maxOpen, maxRemembered));
    }
  }
}
