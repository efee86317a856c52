package dev.clew.store.close;

import java.util.SplittableRandom;

/// Spreads ids over the slots of a table.
final class IdHash {
  // Ids come from strangers: a seed of this process keeps them from choosing their slots.
  private static final long SEED = new SplittableRandom().nextLong();

  private IdHash() {}

  /// @param slots how many there are, a power of two
  static int slot(long first, long second, int slots) {
    long mixed = mix(first ^ SEED) + second;
    return (int) mix(mixed ^ SEED) & (slots - 1);
  }

  // A full avalanche: ids that share low bits must not line up.
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
