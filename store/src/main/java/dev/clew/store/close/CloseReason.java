package dev.clew.store.close;

/// Why a trace was closed.
public enum CloseReason {
  /// Nothing came for as long as it takes.
  IDLE,
  /// It was open for as long as a trace may be.
  AGE,
  /// It has as many rows as an open trace may have.
  ROWS,
  /// Too many traces were open, and of all of them this one had been quiet the longest.
  CROWDED
}
