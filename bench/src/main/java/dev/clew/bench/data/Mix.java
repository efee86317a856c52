package dev.clew.bench.data;

/// Random-looking bits as a pure function of where they stand, so that any thread can make any
/// request and a trace has the same id in all of its requests.
final class Mix {
  private Mix() {}

  /// Bits for the `number`-th thing of a round; never 0.
  static long of(long roundKey, long number) {
    long bits = mix(roundKey + number * 0x9E3779B97F4A7C15L);
    return bits == 0 ? 1 : bits;
  }

  /// The key of a round, different for every seed, round and purpose.
  static long key(long seed, long round, int purpose) {
    return mix(mix(seed ^ mix(purpose + 1)) + round * 0xD1B54A32D192ED03L);
  }

  private static long mix(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
