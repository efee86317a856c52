package dev.clew.store;

/// How full the disk under a store is.
public enum DiskLevel {
  ROOMY,
  /// The oldest blocks go before their time.
  EARLY,
  /// Spans in memory become blocks at once, since a block takes a fraction of what the log does.
  TIGHT,
  /// Nothing is taken any more; reading goes on.
  FULL
}
