package dev.clew.query.series;

import dev.clew.query.Coverage;
import java.util.List;

/// Puts together how much several scans of the same blocks have seen.
final class Coverages {
  private static final Coverage NOTHING_TO_SEE = new Coverage(true, 0, 0, 0, List.of());

  private Coverages() {}

  static Coverage united(List<Coverage> all) {
    return all.stream().reduce(Coverages::united).orElse(NOTHING_TO_SEE);
  }

  private static Coverage united(Coverage one, Coverage other) {
    var reasons = new java.util.LinkedHashSet<>(one.reasons());
    reasons.addAll(other.reasons());
    return new Coverage(
        one.complete() && other.complete(),
        Math.min(one.scannedBlocks(), other.scannedBlocks()),
        Math.max(one.totalBlocks(), other.totalBlocks()),
        one.scannedSpans() + other.scannedSpans(),
        List.copyOf(reasons));
  }
}
