package dev.clew.store;

import dev.clew.model.TraceId;

/// A trace as it was when it was closed.
///
/// @param rootService the service of the root; of what stands for it where the root is missing
/// @param rootName the name of the same span
/// @param isComplete true when nothing says that a span is missing
public record TraceClose(
    TraceId trace,
    Reason reason,
    long startNanos,
    long durationNanos,
    int spanCount,
    int errorCount,
    int serviceCount,
    String rootService,
    String rootName,
    boolean isComplete) {
  /// Why a trace was closed.
  public enum Reason {
    /// Nothing came for as long as it takes.
    IDLE,
    /// It was open for as long as a trace may be.
    AGE,
    /// It has as many spans as an open trace may have.
    SIZE,
    /// Too many traces were open, and of all of them this one had been quiet the longest.
    CROWDED
  }
}
