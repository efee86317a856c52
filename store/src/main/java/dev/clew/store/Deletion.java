package dev.clew.store;

import java.util.List;

/// A deletion of traces, and how far it has come.
///
/// @param id names it among the deletions of its tenant
/// @param found what there was of the traces when they were deleted
/// @param remains what may still hold something of them, a sentence each; empty when it is done
public record Deletion(String id, State state, Size found, List<String> remains) {
  /// How far a deletion has come.
  public enum State {
    /// Nobody is shown the traces any more; files may still hold them.
    HIDDEN,
    /// No file holds them.
    DONE
  }

  /// What is to be deleted.
  ///
  /// @param traces how many of the traces are here
  /// @param blocks how many blocks have spans of them, and must be written again
  /// @param bytes about how much of these blocks the spans take up
  public record Size(int traces, long spans, int blocks, long bytes) {}

  public Deletion {
    remains = List.copyOf(remains);
  }
}
