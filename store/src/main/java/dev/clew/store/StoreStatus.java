package dev.clew.store;

import java.util.List;
import java.util.Optional;

/// How a store is.
///
/// @param dueBlocks how many of the blocks are due to become fewer and larger ones
/// @param disk how full the disk is
/// @param problem why appends are refused at present, if they are
/// @param warnings what somebody should look at before it becomes a problem, a sentence each
/// @param missing what should be here and cannot be read, a sentence each
public record StoreStatus(
    long storedSpans,
    int blocks,
    int dueBlocks,
    long blockBytes,
    long walBytes,
    long headSpans,
    long headBytes,
    DiskUse disk,
    Optional<String> problem,
    List<String> warnings,
    List<String> missing) {
  public StoreStatus {
    warnings = List.copyOf(warnings);
    missing = List.copyOf(missing);
  }
}
