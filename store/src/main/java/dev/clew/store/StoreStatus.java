package dev.clew.store;

import java.util.List;
import java.util.Optional;

/// How a store is.
///
/// @param problem why appends are refused at present, if they are
/// @param missing what should be here and cannot be read, a sentence each
public record StoreStatus(
    long storedSpans,
    int blocks,
    long blockBytes,
    long walBytes,
    long headSpans,
    long headBytes,
    Optional<String> problem,
    List<String> missing) {
  public StoreStatus {
    missing = List.copyOf(missing);
  }
}
