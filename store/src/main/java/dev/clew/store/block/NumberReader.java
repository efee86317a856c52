package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;

/// Decodes runs of numbers that [Numbers] encoded, no more of a run than is asked for and what that
/// needs. Always passes over the whole run.
final class NumberReader {
  private static final Numbers.Encoding[] ENCODINGS = Numbers.Encoding.values();

  // What a run in whole bytes has before its numbers.
  private static final int PACKED_HEAD = 2 + Long.BYTES;

  private NumberReader() {}

  /// Whoever calls has bounded the count.
  static long[] read(ByteSource in, Slice slice) throws CorruptBlockException {
    long[] values = new long[slice.size()];
    read(in, slice, values);
    return values;
  }

  /// Puts the numbers to the start of `into`, which has room for them.
  static void read(ByteSource in, Slice slice, long[] into) throws CorruptBlockException {
    read(in, slice, true, into);
  }

  /// Puts those of so many numbers that stand at some places, at least one, which ascend, to the
  /// start of `into`.
  static void pick(ByteSource in, int count, int[] places, long[] into)
      throws CorruptBlockException {
    if (in.startsWith(Numbers.Encoding.SPLIT.ordinal())) {
      in.int8();
      LengthSplit.pick(in, count, places, into);
      return;
    }
    int first = places[0];
    long[] all = read(in, new Slice(count, first, places[places.length - 1] + 1));
    for (int at = 0; at < places.length; at++) {
      into[at] = all[places[at] - first];
    }
  }

  /// @param mayNest whether the numbers may be made from others
  private static void read(ByteSource in, Slice slice, boolean mayNest, long[] into)
      throws CorruptBlockException {
    int number = in.int8();
    if (number >= ENCODINGS.length) {
      throw in.corrupt("needs a known encoding of numbers, has " + number);
    }
    Numbers.Encoding encoding = ENCODINGS[number];
    if (!mayNest && encoding.nests()) {
      throw in.corrupt("needs numbers that are not taken apart twice, has " + encoding);
    }
    switch (encoding) {
      case CONSTANT -> Arrays.fill(into, 0, slice.size(), in.int64());
      case PACKED -> packed(in, slice, into);
      case DELTA -> deltas(in, slice, into);
      case RUNS -> runs(in, slice, into);
      case PLAIN -> plain(in, slice, into);
      case SPLIT -> LengthSplit.decode(in, slice, into);
      case COMPRESSED -> compressed(in, slice, into);
    }
  }

  /// Numbers of which others are made.
  private static long[] nested(ByteSource in, Slice slice) throws CorruptBlockException {
    long[] values = new long[slice.size()];
    read(in, slice, false, values);
    return values;
  }

  private static void packed(ByteSource in, Slice slice, long[] into) throws CorruptBlockException {
    int width = in.int8();
    if (width > Long.SIZE) {
      throw in.corrupt("needs numbers of at most 64 bits, has " + width);
    }
    BitPacking.unpack(in, slice, in.int64(), width, into);
  }

  private static void compressed(ByteSource in, Slice slice, long[] into)
      throws CorruptBlockException {
    if (slice.size() == 0) {
      CompressedBytes.skip(in);
      return;
    }
    long bytes = (long) slice.count() * Long.BYTES;
    int most = PACKED_HEAD + (int) Math.min(bytes, BlockFormat.MAX_SECTION_BYTES);
    ByteSource content = in.within(CompressedBytes.read(in, most));
    read(content, slice, false, into);
    content.end();
  }

  private static void plain(ByteSource in, Slice slice, long[] into) throws CorruptBlockException {
    int first = in.advance((long) slice.count() * Long.BYTES);
    ByteSource.int64s(in.array(), first + slice.from() * Long.BYTES, slice.size(), into);
  }

  private static void deltas(ByteSource in, Slice slice, long[] into) throws CorruptBlockException {
    if (slice.count() == 0) {
      throw in.corrupt("needs a number to count distances from, has none");
    }
    long value = in.int64();
    int reached = Math.max(slice.to() - 1, 0);
    long[] deltas = nested(in, new Slice(slice.count() - 1, 0, reached));
    for (int at = 0; at < Math.min(slice.from(), reached); at++) {
      value += deltas[at];
    }
    for (int at = 0; at < slice.size(); at++) {
      value += at == 0 ? 0 : deltas[slice.from() + at - 1];
      into[at] = value;
    }
  }

  private static void runs(ByteSource in, Slice slice, long[] into) throws CorruptBlockException {
    int runs = in.count(slice.count());
    long[] each = nested(in, Slice.all(runs));
    long[] lengths = nested(in, Slice.all(runs));
    int at = 0;
    for (int run = 0; run < runs; run++) {
      if (lengths[run] < 0 || lengths[run] > slice.count() - at) {
        throw in.corrupt("needs runs of " + slice.count() + " numbers, has more");
      }
      int end = at + (int) lengths[run];
      int from = Math.clamp(at, slice.from(), slice.to());
      int to = Math.clamp(end, slice.from(), slice.to());
      Arrays.fill(into, from - slice.from(), to - slice.from(), each[run]);
      at = end;
    }
    if (at != slice.count()) {
      throw in.corrupt("needs runs of " + slice.count() + " numbers, has " + at);
    }
  }
}
