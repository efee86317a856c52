package dev.clew.collect.redact;

import dev.clew.collect.RedactionRule;

/// How much of each kind was found, and whether anything has to change for it.
///
/// Owned by one thread.
final class Findings {
  private final int[] counts = new int[RedactionRule.values().length];
  private boolean isChange;
  private int count;

  void add(RedactionRule rule, boolean changes) {
    counts[rule.ordinal()]++;
    isChange |= changes;
    count++;
  }

  /// How much of all kinds.
  int count() {
    return count;
  }

  int count(RedactionRule rule) {
    return counts[rule.ordinal()];
  }

  boolean isChange() {
    return isChange;
  }

  boolean isEmpty() {
    return count == 0;
  }
}
