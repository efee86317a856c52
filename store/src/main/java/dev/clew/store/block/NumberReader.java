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
    return read(in, slice, true);
  }

  /// @param mayNest whether the numbers may be made from others
  private static long[] read(ByteSource in, Slice slice, boolean mayNest)
      throws CorruptBlockException {
    int number = in.int8();
    if (number >= ENCODINGS.length) {
      throw in.corrupt("needs a known encoding of numbers, has " + number);
    }
    Numbers.Encoding encoding = ENCODINGS[number];
    if (!mayNest && encoding.nests()) {
      throw in.corrupt("needs numbers that are not taken apart twice, has " + encoding);
    }
    return switch (encoding) {
      case CONSTANT -> constant(in, slice);
      case PACKED -> packed(in, slice);
      case DELTA -> deltas(in, slice);
      case RUNS -> runs(in, slice);
      case PLAIN -> plain(in, slice);
      case SPLIT -> LengthSplit.decode(in, slice);
      case COMPRESSED -> compressed(in, slice);
    };
  }

  private static long[] constant(ByteSource in, Slice slice) throws CorruptBlockException {
    long value = in.int64();
    long[] values = new long[slice.size()];
    Arrays.fill(values, value);
    return values;
  }

  private static long[] packed(ByteSource in, Slice slice) throws CorruptBlockException {
    int width = in.int8();
    if (width > Long.SIZE) {
      throw in.corrupt("needs numbers of at most 64 bits, has " + width);
    }
    return BitPacking.unpack(in, slice, in.int64(), width);
  }

  private static long[] compressed(ByteSource in, Slice slice) throws CorruptBlockException {
    if (slice.size() == 0) {
      CompressedBytes.skip(in);
      return new long[0];
    }
    long bytes = (long) slice.count() * Long.BYTES;
    int most = PACKED_HEAD + (int) Math.min(bytes, BlockFormat.MAX_SECTION_BYTES);
    ByteSource content = in.within(CompressedBytes.read(in, most));
    long[] values = read(content, slice, false);
    content.end();
    return values;
  }

  private static long[] plain(ByteSource in, Slice slice) throws CorruptBlockException {
    int first = in.advance((long) slice.count() * Long.BYTES);
    return ByteSource.int64s(in.array(), first + slice.from() * Long.BYTES, slice.size());
  }

  private static long[] deltas(ByteSource in, Slice slice) throws CorruptBlockException {
    if (slice.count() == 0) {
      throw in.corrupt("needs a number to count distances from, has none");
    }
    long value = in.int64();
    int reached = Math.max(slice.to() - 1, 0);
    long[] deltas = read(in, new Slice(slice.count() - 1, 0, reached), false);
    for (int at = 0; at < Math.min(slice.from(), reached); at++) {
      value += deltas[at];
    }
    long[] values = new long[slice.size()];
    for (int at = 0; at < values.length; at++) {
      value += at == 0 ? 0 : deltas[slice.from() + at - 1];
      values[at] = value;
    }
    return values;
  }

  private static long[] runs(ByteSource in, Slice slice) throws CorruptBlockException {
    int runs = in.count(slice.count());
    long[] each = read(in, Slice.all(runs), false);
    long[] lengths = read(in, Slice.all(runs), false);
    long[] values = new long[slice.size()];
    int at = 0;
    for (int run = 0; run < runs; run++) {
      if (lengths[run] < 0 || lengths[run] > slice.count() - at) {
        throw in.corrupt("needs runs of " + slice.count() + " numbers, has more");
      }
      int end = at + (int) lengths[run];
      int from = Math.clamp(at, slice.from(), slice.to());
      int to = Math.clamp(end, slice.from(), slice.to());
      Arrays.fill(values, from - slice.from(), to - slice.from(), each[run]);
      at = end;
    }
    if (at != slice.count()) {
      throw in.corrupt("needs runs of " + slice.count() + " numbers, has " + at);
    }
    return values;
  }
}
