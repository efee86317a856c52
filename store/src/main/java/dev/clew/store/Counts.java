package dev.clew.store;

import java.util.List;
import java.util.Optional;

/// How many there were of some series, step of time by step.
///
/// @param cells those that count something, in no particular order
/// @param missing what should be here and cannot be read, a sentence each
public record Counts<S>(List<Cell<S>> cells, List<String> missing) {
  /// The shortest step, ten seconds; every step starts at a multiple of its length since the epoch.
  public static final long STEP_NANOS = 10_000_000_000L;

  public Counts {
    cells = List.copyOf(cells);
    missing = List.copyOf(missing);
  }

  /// What was counted of one series in one step.
  ///
  /// @param stepStartNanos when the step starts; empty where there were too many series to tell
  ///   steps apart
  /// @param errors how many of them failed
  public record Cell<S>(
      S series, Optional<Long> stepStartNanos, long count, long errors, Latencies latencies) {}
}
