package dev.clew.store.cube;

/// Scatters texts and numbers over all `long`s, in the same way in every process and for ever: what
/// cubes keep is decided by it.
final class Ranks {
  private Ranks() {}

  static long of(String text) {
    long rank = text.length();
    for (int at = 0; at < text.length(); at++) {
      rank = (rank ^ text.charAt(at)) * 0x100000001b3L;
      rank ^= rank >>> 29;
    }
    return scatter(rank);
  }

  static long with(long rank, long more) {
    return scatter(rank * 31 + more);
  }

  static long scatter(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
