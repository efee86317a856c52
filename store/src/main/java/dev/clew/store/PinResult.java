package dev.clew.store;

/// What became of the wish to pin a trace.
public enum PinResult {
  /// It stays until it is unpinned or deleted.
  PINNED,
  /// There is nothing of it.
  NOT_STORED,
  /// It alone is larger than a pinned trace may be.
  TOO_LARGE,
  /// What is pinned takes all the room that there is for it.
  NO_ROOM
}
