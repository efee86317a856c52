package dev.clew.store;

/// Why a block has gone.
public enum Expiry {
  /// It was kept for as long as it should be.
  AGE,
  /// All blocks together took more room than they may.
  SIZE,
  /// The disk was filling up.
  DISK
}
