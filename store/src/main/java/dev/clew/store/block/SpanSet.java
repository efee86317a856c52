package dev.clew.store.block;

import java.util.SplittableRandom;

/// Which spans of a trace were met, told by their ids and kinds: some bytes a span, for traces of a
/// million.
///
/// Owned by one thread.
public final class SpanSet {
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;

  // Ids come from strangers: a seed of this process keeps them from choosing their slots.
  private static final long SEED = new SplittableRandom().nextLong();

  private long[] ids = new long[16];
  private int[] kinds = new int[16];
  private boolean[] isUsed = new boolean[16];
  private int size;

  /// Adds a span; false where it is here.
  public boolean add(long id, long kind) {
    int slot = slot(id, (int) kind);
    if (isUsed[slot]) {
      return false;
    }
    put(slot, id, (int) kind);
    size++;
    if (size > ids.length / 2) {
      grow();
    }
    return true;
  }

  private void put(int slot, long id, int kind) {
    ids[slot] = id;
    kinds[slot] = kind;
    isUsed[slot] = true;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldKinds = kinds;
    boolean[] wasUsed = isUsed;
    ids = new long[oldIds.length * 2];
    kinds = new int[ids.length];
    isUsed = new boolean[ids.length];
    for (int at = 0; at < oldIds.length; at++) {
      if (wasUsed[at]) {
        put(slot(oldIds[at], oldKinds[at]), oldIds[at], oldKinds[at]);
      }
    }
  }

  private int slot(long id, int kind) {
    long mixed = (id ^ SEED) * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 32) ^ kind) * MULTIPLIER;
    int mask = ids.length - 1;
    int slot = (int) (mixed >>> 32) & mask;
    while (isUsed[slot] && (ids[slot] != id || kinds[slot] != kind)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
