package dev.clew.instrument.sdk.sampling;

import java.util.Locale;

/// Why a span was kept, as its attribute `clew.kept_by` says.
enum KeptBy {
  HEAD,
  ERROR,
  SLOW;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
