package dev.clew.store.block;

/// Where a block comes from.
///
/// @param lastSequence the last record of the log that the block may hold spans of: what the log
///   has up to there need not be read again
public record BlockOrigin(String tenant, long lastSequence, long createdNanos) {}
