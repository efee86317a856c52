package dev.clew.store;

import java.nio.file.Path;

/// A file of a store.
///
/// @param tenant whose it is, or an empty text for the log, which is everybody's
/// @param path below the data folder
public record StoredFile(Kind kind, String tenant, Path path, long bytes) {
  /// What a file holds.
  public enum Kind {
    BLOCK,
    LOG,
    /// A trace that is kept whatever expires.
    PINNED,
    /// What was damaged and set aside.
    DAMAGED
  }
}
