package dev.clew.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The two times that a store needs.
///
/// @param wall what the calendar says, which may jump
/// @param monotonic nanoseconds that only go forward, as those of [System#nanoTime()]
public record StoreClock(InstantSource wall, LongSupplier monotonic) {
  /// A wall clock beside the machine's own monotonic one.
  public static StoreClock of(InstantSource wall) {
    return new StoreClock(wall, System::nanoTime);
  }

  /// Nanoseconds since the epoch by the wall clock.
  public long wallNanos() {
    Instant now = wall.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  public long monotonicNanos() {
    return monotonic.getAsLong();
  }
}
