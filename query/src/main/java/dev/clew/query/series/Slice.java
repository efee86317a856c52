package dev.clew.query.series;

import java.util.Arrays;

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

  /// The place of the first in the batch.
  int from;

  int size;

  /// Those of the whole batch, where numbers are gathered.
  NumberColumn numbers = NO_NUMBERS;

  Slice() {
    Arrays.fill(weights, Weight.UNKNOWN);
  }

  Weight weight(int at) {
    return isWeighted ? weights[at] : Weight.UNKNOWN;
  }
}
