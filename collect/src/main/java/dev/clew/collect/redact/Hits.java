package dev.clew.collect.redact;

import dev.clew.collect.RedactionRule;
import dev.clew.wire.otlp.Slice;
import java.util.Arrays;

/// The secrets of one text that are to be taken out, in order and apart from each other.
///
/// Owned by one thread.
final class Hits {
  private int size;
  private long[] slices = new long[8];
  private RedactionRule[] rules = new RedactionRule[8];

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  int from(int index) {
    return Slice.offset(slices[index]);
  }

  int to(int index) {
    return Slice.offset(slices[index]) + Slice.length(slices[index]);
  }

  RedactionRule rule(int index) {
    return rules[index];
  }

  /// Adds a hit that starts where the last one ends, or later.
  void add(RedactionRule rule, long slice) {
    if (size == slices.length) {
      slices = Arrays.copyOf(slices, size * 2);
      rules = Arrays.copyOf(rules, size * 2);
    }
    slices[size] = slice;
    rules[size++] = rule;
  }

  /// Becomes the union of two; where hits overlap, one hit covers both.
  void unite(Hits one, Hits other) {
    clear();
    int at = 0;
    int otherAt = 0;
    while (at < one.size || otherAt < other.size) {
      boolean isFirst =
          otherAt == other.size || (at < one.size && one.from(at) <= other.from(otherAt));
      if (isFirst) {
        put(one.rules[at], one.slices[at++]);
      } else {
        put(other.rules[otherAt], other.slices[otherAt++]);
      }
    }
  }

  private void put(RedactionRule rule, long slice) {
    int end = Slice.offset(slice) + Slice.length(slice);
    if (size > 0 && Slice.offset(slice) < to(size - 1)) {
      int from = from(size - 1);
      slices[size - 1] = Slice.of(from, Math.max(to(size - 1), end) - from);
    } else {
      add(rule, slice);
    }
  }
}
