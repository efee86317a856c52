package dev.clew.serve.metrics;

import java.util.Locale;

/// Why spans that could be read were not stored.
public enum RefusalReason {
  /// They could never be stored.
  INVALID,
  /// Too much was under way.
  OVERLOAD,
  /// The store could not take them.
  STORE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
