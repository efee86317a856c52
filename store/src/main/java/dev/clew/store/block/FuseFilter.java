package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;
import java.util.Optional;

/// A set of 64-bit keys that says "no" or "maybe": never "no" to a key it was made of, "maybe" to
/// one other key in 256. A binary fuse filter (Graf and Lemire, 2022): each key has three places in
/// neighbouring segments of an array of bytes, whose exclusive or is the key's fingerprint.
///
/// It takes about 9 bits a key, somewhat more where there are few. Any thread may ask.
final class FuseFilter {
  /// More keys than a block has rows or values.
  private static final int MAX_BYTES = 1 << 26;

  private static final int MAX_SEGMENT_BITS = 18;

  // Each seed fails with a chance of less than one in a hundred.
  private static final int MOST_SEEDS = 64;

  private final long seed;
  private final int segmentBits;
  private final byte[] fingerprints;

  /// How many of the bytes a key's first place may be.
  private final int starts;

  private FuseFilter(long seed, int segmentBits, byte[] fingerprints) {
    this.seed = seed;
    this.segmentBits = segmentBits;
    this.fingerprints = fingerprints;
    starts = fingerprints.length - (2 << segmentBits);
  }

  /// A filter of these keys, or nothing in the unlikely case that no seed gives one.
  static Optional<FuseFilter> of(long[] keys) {
    // Mostly none comes twice, and one that does keeps the first seed from giving a filter.
    FuseFilter first = empty(keys.length, mix(1));
    return new Peeling(first, keys).fill() ? Optional.of(first) : ofDistinct(distinct(keys));
  }

  private static Optional<FuseFilter> ofDistinct(long[] distinct) {
    for (int attempt = 1; attempt <= MOST_SEEDS; attempt++) {
      FuseFilter filter = empty(distinct.length, mix(attempt));
      if (new Peeling(filter, distinct).fill()) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  private static long[] distinct(long[] keys) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int count = Math.min(sorted.length, 1);
    for (int at = 1; at < sorted.length; at++) {
      if (sorted[at] != sorted[at - 1]) {
        sorted[count++] = sorted[at];
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  /// Sizes as the authors give them.
  private static FuseFilter empty(int count, long seed) {
    double log = Math.log(Math.max(count, 2));
    int segmentBits = Math.min((int) (log / Math.log(3.33) + 2.25), MAX_SEGMENT_BITS);
    double factor = Math.max(1.125, 0.875 + 0.25 * Math.log(1_000_000) / log);
    long segments = Math.ceilDiv(Math.round(count * factor), 1L << segmentBits);
    return new FuseFilter(seed, segmentBits, new byte[(int) Math.max(segments, 3) << segmentBits]);
  }

  boolean mayContain(long key) {
    long hash = hash(key);
    return (fingerprint(hash)
            ^ fingerprints[place(hash, 0)]
            ^ fingerprints[place(hash, 1)]
            ^ fingerprints[place(hash, 2)])
        == 0;
  }

  private long hash(long key) {
    return mix(key + seed);
  }

  private static byte fingerprint(long hash) {
    return (byte) (hash ^ (hash >>> 32));
  }

  private int place(long hash, int number) {
    int first = (int) Math.unsignedMultiplyHigh(hash, starts);
    int within = (1 << segmentBits) - 1;
    return switch (number) {
      case 0 -> first;
      case 1 -> (first + (1 << segmentBits)) ^ ((int) (hash >>> 18) & within);
      default -> (first + (2 << segmentBits)) ^ ((int) hash & within);
    };
  }

  /// The key of an id.
  static long key(long high, long low) {
    return mix(high) + low;
  }

  /// The key of a value.
  static long key(byte[] value) {
    return key(value, 0, value.length);
  }

  /// The key of a value that stands in these bytes.
  static long key(byte[] bytes, int from, int to) {
    long key = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      key = mix(key ^ ByteSource.int64(bytes, at));
    }
    for (; at < to; at++) {
      key = mix(key ^ bytes[at]);
    }
    return mix(key);
  }

  /// A full avalanche.
  static long mix(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  int byteCount() {
    return fingerprints.length;
  }

  void write(ByteSink out) {
    out.int64(seed);
    out.int8(segmentBits);
    out.raw(fingerprints, 0, fingerprints.length);
  }

  static FuseFilter read(ByteSource in) throws CorruptBlockException {
    long seed = in.int64();
    int segmentBits = in.int8();
    int length = in.remaining();
    boolean isWhole =
        segmentBits <= MAX_SEGMENT_BITS
            && length >= 3 << segmentBits
            && length <= MAX_BYTES
            && length % (1 << segmentBits) == 0;
    if (!isWhole) {
      throw in.corrupt(
          "needs three segments or more, has " + length + " bytes for 2^" + segmentBits + " each");
    }
    return new FuseFilter(seed, segmentBits, in.raw(length));
  }

  /// Finds an order of the keys in which each has a place that no later key has, and fills the
  /// places from the last key to the first. Owned by one thread.
  private static final class Peeling {
    private final FuseFilter filter;
    private final long[] keys;

    /// By place, how many keys that are left have it.
    private final int[] counts;

    /// By place, the hashes of these keys in one: of a single key, its hash.
    private final long[] hashes;

    Peeling(FuseFilter filter, long[] keys) {
      this.filter = filter;
      this.keys = keys;
      counts = new int[filter.fingerprints.length];
      hashes = new long[filter.fingerprints.length];
    }

    /// False if there is no such order.
    boolean fill() {
      for (long key : keys) {
        add(filter.hash(key), 1);
      }
      int[] single = new int[counts.length];
      long[] order = new long[keys.length];
      byte[] own = new byte[keys.length];
      int peeled = peel(singles(single), single, order, own);
      if (peeled < keys.length) {
        return false;
      }
      for (int at = peeled - 1; at >= 0; at--) {
        assign(order[at], own[at]);
      }
      return true;
    }

    private void add(long hash, int count) {
      for (int number = 0; number < 3; number++) {
        int place = filter.place(hash, number);
        counts[place] += count;
        hashes[place] ^= hash;
      }
    }

    private int singles(int[] single) {
      int size = 0;
      for (int place = 0; place < counts.length; place++) {
        if (counts[place] == 1) {
          single[size++] = place;
        }
      }
      return size;
    }

    /// Takes keys away that are alone at a place until there are none; returns how many.
    private int peel(int singles, int[] single, long[] order, byte[] own) {
      int waiting = singles;
      int peeled = 0;
      while (waiting > 0) {
        int place = single[--waiting];
        if (counts[place] == 1) {
          long hash = hashes[place];
          order[peeled] = hash;
          add(hash, -1);
          for (int number = 0; number < 3; number++) {
            int other = filter.place(hash, number);
            if (other == place) {
              own[peeled] = (byte) number;
            } else if (counts[other] == 1) {
              single[waiting++] = other;
            }
          }
          peeled++;
        }
      }
      return peeled;
    }

    private void assign(long hash, int own) {
      byte fingerprint = fingerprint(hash);
      for (int number = 0; number < 3; number++) {
        if (number != own) {
          fingerprint ^= filter.fingerprints[filter.place(hash, number)];
        }
      }
      filter.fingerprints[filter.place(hash, own)] = fingerprint;
    }
  }
}
