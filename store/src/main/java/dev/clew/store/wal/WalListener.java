package dev.clew.store.wal;

import java.io.IOException;

/// Hears what a log does; called on the log's thread, so it must not wait.
@FunctionalInterface
public interface WalListener {
  /// One sync has made so many requests durable.
  void synced(long nanos, int requests);

  /// A segment of so many bytes is about to be made beside those that there are.
  ///
  /// @throws IOException where the disk should not take it
  default void growing(long segmentBytes, long logBytes) throws IOException {}
}
