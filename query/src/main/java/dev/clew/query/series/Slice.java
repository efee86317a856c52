package dev.clew.query.series;

import java.util.Arrays;
import java.util.Optional;

/// Some spans of a batch, each with its group, its step and for how many it stands. Owned by one
/// thread.
final class Slice {
  /// Few enough for near memory, and for what is kept not to go far over its bound.
  static final int MOST = 512;

  /// Of a span that counts in no group.
  static final int NO_GROUP = -1;

  private static final NumberColumn NO_NUMBERS = new NumberColumn(new byte[0], new long[0]);

  final int[] groups = new int[MOST];
  final int[] steps = new int[MOST];

  /// Valid only where some span may stand for others.
  final Weight[] weights = new Weight[MOST];

  boolean isWeighted;

  /// For how many spans each of the whole batch stands; nothing where each is only itself.
  Optional<long[]> counts = Optional.empty();

  /// The place of the first in the batch.
  int from;

  int size;

  /// Those of the whole batch, where numbers are gathered.
  NumberColumn numbers = NO_NUMBERS;

  Slice() {
    Arrays.fill(weights, Weight.UNKNOWN);
  }

  /// The place behind those that have the group and the step of this one, one behind the other.
  int endOfRun(int first) {
    int end = first + 1;
    while (end < size && groups[end] == groups[first] && steps[end] == steps[first]) {
      end++;
    }
    return end;
  }

  Weight weight(int at) {
    return isWeighted ? weights[at] : Weight.UNKNOWN;
  }

  /// For how many spans the one stands that was read, as long as none is weighted.
  long count(int at) {
    return counts.isPresent() ? counts.get()[from + at] : 1;
  }

  /// How many spans these are.
  long spans() {
    long spans = 0;
    for (int at = 0; at < size; at++) {
      spans += count(at);
    }
    return spans;
  }
}
