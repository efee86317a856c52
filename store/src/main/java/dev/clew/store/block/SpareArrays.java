package dev.clew.store.block;

import java.util.ArrayList;
import java.util.List;

/// Arrays that are large and short-lived, kept for the next one who needs such an array: a
/// collector would have to copy them again and again.
///
/// Owned by one thread.
final class SpareArrays {
  private static final int MOST = 16;

  private final List<int[]> spare = new ArrayList<>();

  /// An array of at least this length, with anything in it.
  int[] take(int length) {
    int best = -1;
    for (int at = 0; at < spare.size(); at++) {
      int each = spare.get(at).length;
      if (each >= length && (best < 0 || each < spare.get(best).length)) {
        best = at;
      }
    }
    return best >= 0 && isFit(spare.get(best).length, length)
        ? spare.remove(best)
        : new int[length];
  }

  /// A small need does not take a large array away from a large one.
  private static boolean isFit(int had, int needed) {
    return had / 2 <= needed;
  }

  void giveBack(int[] array) {
    if (spare.size() < MOST) {
      spare.add(array);
      return;
    }
    int smallest = 0;
    for (int at = 1; at < MOST; at++) {
      smallest = spare.get(at).length < spare.get(smallest).length ? at : smallest;
    }
    if (spare.get(smallest).length < array.length) {
      spare.set(smallest, array);
    }
  }

  void clear() {
    spare.clear();
  }
}
