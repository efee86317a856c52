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
    encode(NumberRun.of(values, 0, count), out);
  }

  static void encode(NumberRun run, ByteSink out) {
    encode(run, true, out);
  }

  /// @param mayNest whether the numbers may be taken apart into others
  private static void encode(NumberRun run, boolean mayNest, ByteSink out) {
    if (run.width() == 0) {
      out.int8(Encoding.CONSTANT.ordinal());
      out.int64(run.min);
    } else if (mayNest && suitsRuns(run)) {
      out.int8(Encoding.RUNS.ordinal());
      encodeRuns(run, out);
    } else if (mayNest && run.deltaWidth() == 0) {
      encodeDeltas(run, out);
    } else if (run.width() > Byte.SIZE || !mayNest) {
      encodeWide(run, mayNest, out);
    } else {
      encodePacked(run, run.width(), out);
    }
  }

  private static boolean suitsRuns(NumberRun run) {
    int longest = BitPacking.width(run.count());
    long asRuns = (long) run.runs() * (run.width() + longest);
    return asRuns * 2 < (long) run.count() * Math.min(run.width(), run.deltaWidth());
  }

  private static void encodeWide(NumberRun run, boolean mayNest, ByteSink out) {
    // Distances go both ways, so they are counted from 0.
    long base = mayNest ? run.min : 0;
    long packed = (long) run.width() * run.count();
    long split = splitCost(run, base);
    if (mayNest && deltaCost(run) + run.count() < Math.min(packed, split)) {
      encodeDeltas(run, out);
    } else if (split < packed) {
      out.int8(Encoding.SPLIT.ordinal());
      LengthSplit.encode(run, base, out);
    } else {
      encodePacked(run, run.width(), out);
    }
  }

  private static long splitCost(NumberRun run, long base) {
    return run.count() < FEWEST_TO_SPLIT ? Long.MAX_VALUE : LengthSplit.cost(run, base);
  }

  private static long deltaCost(NumberRun run) {
    long packed = (long) run.deltaWidth() * run.count();
    NumberRun sample = run.sample();
    return run.count() < FEWEST_TO_SPLIT
        ? packed
        : Math.min(packed, LengthSplit.cost(sample.deltas(), 0) * run.count() / sample.count());
  }

  /// Encodes numbers in the fewest bytes, also where compressing them takes its time.
  static void encodeSmallest(long[] values, int count, ByteSink out) {
    NumberRun run = NumberRun.of(values, 0, count);
    int start = out.size();
    encode(run, out);
    int tight = out.size() - start;
    if (run.width() == 0 || !run.repeats()) {
      return;
    }
    var bytewise = new ByteSink();
    encodeBytewise(run, bytewise);
    var compressed = new ByteSink();
    compressed.int8(Encoding.COMPRESSED.ordinal());
    CompressedBytes.write(bytewise, compressed);
    if (compressed.size() < tight) {
      out.cut(start);
      out.raw(compressed.array(), 0, compressed.size());
    }
  }

  /// Encodes the numbers so that each takes whole bytes, which zstd can make more of than of bits.
  static void encodeBytewise(NumberRun run, ByteSink out) {
    encodePacked(run, (run.width() + 7) & ~7, out);
  }

  private static void encodePacked(NumberRun run, int width, ByteSink out) {
    if (width >= PLAIN_WIDTH) {
      out.int8(Encoding.PLAIN.ordinal());
      BitPacking.pack(run, 0, Long.SIZE, out);
    } else {
      out.int8(Encoding.PACKED.ordinal());
      out.int8(width);
      out.int64(run.min);
      BitPacking.pack(run, run.min, width, out);
    }
  }

  private static void encodeDeltas(NumberRun run, ByteSink out) {
    out.int8(Encoding.DELTA.ordinal());
    out.int64(run.values[run.from]);
    encode(run.deltas(), false, out);
  }

  private static void encodeRuns(NumberRun run, ByteSink out) {
    long[] each = new long[run.runs()];
    long[] lengths = new long[each.length];
    int at = 0;
    each[0] = run.values[run.from];
    for (int i = run.from; i < run.to; i++) {
      if (run.values[i] != each[at]) {
        each[++at] = run.values[i];
      }
      lengths[at]++;
    }
    out.varint(each.length);
    encode(NumberRun.of(each, 0, each.length), false, out);
    encode(NumberRun.of(lengths, 0, each.length), false, out);
  }

  /// Decodes `count` numbers; whoever calls has bounded the count.
  static long[] decode(ByteSource in, int count) throws CorruptBlockException {
    return NumberReader.read(in, Slice.all(count));
  }
}
