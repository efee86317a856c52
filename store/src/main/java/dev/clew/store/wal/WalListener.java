package dev.clew.store.wal;

/// Hears what a log does; called on the log's thread, so it must not wait.
@FunctionalInterface
public interface WalListener {
  /// One sync has made so many requests durable.
  void synced(long nanos, int requests);
}
