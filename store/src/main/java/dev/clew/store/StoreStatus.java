package dev.clew.store;

import java.util.Optional;

/// How a store is.
///
/// @param problem why appends are refused at present, if they are
public record StoreStatus(
    long storedSpans,
    int blocks,
    long blockBytes,
    long walBytes,
    long headSpans,
    Optional<String> problem) {}
