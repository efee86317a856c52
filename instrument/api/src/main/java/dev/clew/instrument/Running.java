package dev.clew.instrument;

import java.time.Duration;

/// Tracing that was started; closing it sends what is left and ends it.
public interface Running extends AutoCloseable {
  /// Sends what waits, for at most so long; true when all of it has left.
  boolean flush(Duration atMost);

  @Override
  void close();
}
