package dev.clew.bench.load;

import java.time.Instant;

/// The two clocks a run reads.
public interface Clock {
  /// Nanoseconds since an arbitrary moment, never going back.
  long nanos();

  /// Nanoseconds since the Unix epoch.
  long epochNanos();

  static Clock system() {
    return new Clock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      }
    };
  }
}
