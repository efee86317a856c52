package dev.clew.store;

import java.util.Optional;

/// Hears what a store does, for metrics. Called on the store's threads, so it must not wait.
public interface StoreListener {
  /// Hears nothing.
  StoreListener NONE = new StoreListener() {};

  /// One sync of the log has made so many requests durable.
  default void synced(long nanos, int requests) {}

  /// A head has become a block.
  default void sealed(long nanos, int spans, long bytes) {}

  /// A head could not become a block; it stays searchable, and will be tried again.
  default void sealFailed() {}

  /// Some blocks have become one.
  default void compacted(long nanos, int blocks, long bytes) {}

  /// Blocks could not become one; they stay as they are, and may be tried again later.
  default void compactionFailed() {}

  /// An append was refused.
  default void refused(int spans) {}

  /// A block has gone for its age or for the room it takes.
  default void expired(Expiry why, int spans, long bytes) {}

  /// So many bytes of blocks were read again, and are what was written.
  default void scrubbed(long bytes) {}

  /// Something that was written can no longer be read.
  default void damaged() {}

  /// A round of upkeep failed for a reason nobody foresaw, and will be tried again.
  default void upkeepFailed() {}

  /// Who hears of each trace when it is closed; where nobody does, traces are not watched at all.
  default Optional<TraceListener> traces() {
    return Optional.empty();
  }

  /// Who hears what newly sealed blocks count.
  default Optional<CountListener> counts() {
    return Optional.empty();
  }
}
