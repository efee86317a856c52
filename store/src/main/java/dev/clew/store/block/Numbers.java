package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;

/// Encodes runs of numbers, each run the way that suits it; its first byte says how.
final class Numbers {
  /// How a run of numbers is encoded; the ordinals stand in files.
  enum Encoding {
    /// One number for all.
    CONSTANT,
    /// Distances from the smallest, in as many bits as the largest of them needs.
    PACKED,
    /// The first number, then the distance from number to number, encoded in turn.
    DELTA,
    /// Each number once for all that are like it side by side, then how many there are.
    RUNS,
    /// Eight bytes a number.
    PLAIN,
    /// How long each number is, compressed, apart from its bits.
    SPLIT,
    /// Numbers in whole bytes, compressed.
    COMPRESSED;

    /// Whether the numbers are made from other encoded numbers.
    boolean nests() {
      return this == DELTA || this == RUNS || this == COMPRESSED;
    }
  }

  // From here on a frame of reference saves next to nothing.
  private static final int PLAIN_WIDTH = 63;

  // What fewer numbers save does not pay for the table of their lengths.
  private static final int FEWEST_TO_SPLIT = 128;

  private Numbers() {}

  /// Encodes the first `count` numbers in as few bits as they need.
  static void encode(long[] values, int count, ByteSink out) {
    encode(values, count, out, true);
  }

  /// @param mayNest whether the numbers may be taken apart into others
  private static void encode(long[] values, int count, ByteSink out, boolean mayNest) {
    Facts facts = Facts.of(values, count);
    if (facts.width() == 0) {
      out.int8(Encoding.CONSTANT.ordinal());
      out.int64(facts.min);
    } else if (mayNest && facts.suitsRuns(count)) {
      out.int8(Encoding.RUNS.ordinal());
      encodeRuns(values, count, facts.runs, out);
    } else {
      encodeVarying(values, count, facts, mayNest, out);
    }
  }

  private static void encodeVarying(
      long[] values, int count, Facts facts, boolean mayNest, ByteSink out) {
    // Distances go both ways, so they are counted from 0.
    long base = mayNest ? facts.min : 0;
    long packed = (long) facts.width() * count;
    long split = splitCost(values, count, base);
    if (mayNest && deltaCost(values, count, facts) + count < Math.min(packed, split)) {
      out.int8(Encoding.DELTA.ordinal());
      encodeDeltas(values, count, out);
    } else if (split < packed) {
      out.int8(Encoding.SPLIT.ordinal());
      LengthSplit.encode(values, count, base, out);
    } else {
      encodePacked(values, count, facts.min, facts.width(), out);
    }
  }

  private static long splitCost(long[] values, int count, long base) {
    return count < FEWEST_TO_SPLIT ? Long.MAX_VALUE : LengthSplit.cost(values, count, base);
  }

  private static long deltaCost(long[] values, int count, Facts facts) {
    long packed = (long) facts.deltaWidth() * count;
    return count < FEWEST_TO_SPLIT
        ? packed
        : Math.min(packed, LengthSplit.cost(deltas(values, count), count - 1, 0));
  }

  /// Encodes numbers in the fewest bytes, also where compressing them takes its time.
  static void encodeSmallest(long[] values, int count, ByteSink out) {
    var tight = new ByteSink();
    encode(values, count, tight);
    var bytewise = new ByteSink();
    encodeBytewise(values, count, bytewise);
    var compressed = new ByteSink();
    compressed.int8(Encoding.COMPRESSED.ordinal());
    CompressedBytes.write(bytewise, compressed);
    ByteSink smaller = compressed.size() < tight.size() ? compressed : tight;
    out.raw(smaller.array(), 0, smaller.size());
  }

  /// Encodes the numbers so that each takes whole bytes, which zstd can make more of than of bits.
  static void encodeBytewise(long[] values, int count, ByteSink out) {
    Facts facts = Facts.of(values, count);
    encodePacked(values, count, facts.min, (facts.width() + 7) & ~7, out);
  }

  private static void encodePacked(long[] values, int count, long min, int width, ByteSink out) {
    if (width >= PLAIN_WIDTH) {
      out.int8(Encoding.PLAIN.ordinal());
      for (int i = 0; i < count; i++) {
        out.int64(values[i]);
      }
    } else {
      out.int8(Encoding.PACKED.ordinal());
      out.int8(width);
      out.int64(min);
      BitPacking.pack(values, count, min, width, out);
    }
  }

  private static void encodeDeltas(long[] values, int count, ByteSink out) {
    out.int64(values[0]);
    encode(deltas(values, count), count - 1, out, false);
  }

  private static long[] deltas(long[] values, int count) {
    long[] deltas = new long[count - 1];
    for (int i = 1; i < count; i++) {
      deltas[i - 1] = values[i] - values[i - 1];
    }
    return deltas;
  }

  private static void encodeRuns(long[] values, int count, int runs, ByteSink out) {
    long[] each = new long[runs];
    long[] lengths = new long[runs];
    int run = 0;
    each[0] = values[0];
    for (int i = 0; i < count; i++) {
      if (values[i] != each[run]) {
        each[++run] = values[i];
      }
      lengths[run]++;
    }
    out.varint(runs);
    encode(each, runs, out, false);
    encode(lengths, runs, out, false);
  }

  /// Decodes `count` numbers; whoever calls has bounded the count.
  static long[] decode(ByteSource in, int count) throws CorruptBlockException {
    return NumberReader.read(in, Slice.all(count));
  }

  /// What decides how numbers are encoded.
  private record Facts(long min, long max, long minDelta, long maxDelta, int runs, long longest) {
    static Facts of(long[] values, int count) {
      if (count == 0) {
        return new Facts(0, 0, 0, 0, 0, 0);
      }
      long min = values[0];
      long max = values[0];
      long minDelta = Long.MAX_VALUE;
      long maxDelta = Long.MIN_VALUE;
      int runs = 1;
      int runStart = 0;
      int longest = 1;
      for (int i = 1; i < count; i++) {
        long delta = values[i] - values[i - 1];
        min = Math.min(min, values[i]);
        max = Math.max(max, values[i]);
        minDelta = Math.min(minDelta, delta);
        maxDelta = Math.max(maxDelta, delta);
        if (delta != 0) {
          runs++;
          longest = Math.max(longest, i - runStart);
          runStart = i;
        }
      }
      return new Facts(min, max, minDelta, maxDelta, runs, Math.max(longest, count - runStart));
    }

    int width() {
      return BitPacking.width(max - min);
    }

    int deltaWidth() {
      return BitPacking.width(maxDelta - minDelta);
    }

    boolean suitsRuns(int count) {
      long asRuns = (long) runs * (width() + BitPacking.width(longest));
      return asRuns * 2 < (long) count * Math.min(width(), deltaWidth());
    }
  }
}
