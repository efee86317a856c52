package dev.clew.collect.redact;

import dev.clew.collect.RedactionRule;

/// How much of each kind was found, and whether anything has to change for it.
///
/// Owned by one thread.
final class Findings {
  private final int[] counts = new int[RedactionRule.values().length];
  private boolean isChange;
  private boolean isEmpty = true;

  void add(RedactionRule rule, boolean changes) {
    counts[rule.ordinal()]++;
    isChange |= changes;
    isEmpty = false;
  }

  int count(RedactionRule rule) {
    return counts[rule.ordinal()];
  }

  boolean isChange() {
    return isChange;
  }

  boolean isEmpty() {
    return isEmpty;
  }
}
