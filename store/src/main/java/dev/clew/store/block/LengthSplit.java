package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;

/// Numbers of very different sizes: how many bits each has, which zstd makes short, apart from the
/// bits, which nothing makes shorter.
///
/// Of a number's distance from the base its sign and its length are one byte; its bits follow
/// without the highest, which is known.
final class LengthSplit {
  private static final int NEGATIVE = 0x80;

  private LengthSplit() {}

  /// About how many bits the numbers take.
  static long cost(long[] values, int count, long base) {
    int[] counts = new int[256];
    long bits = 0;
    for (int i = 0; i < count; i++) {
      int mark = mark(values[i] - base);
      counts[mark]++;
      bits += bitsBehind(mark);
    }
    double entropy = 0;
    for (int each : counts) {
      entropy += each == 0 ? 0 : each * Math.log((double) count / each);
    }
    // zstd spends whole bits on a mark, and a table of them.
    return bits + (long) (entropy / Math.log(2) * 1.03) + 8L * 64;
  }

  private static int mark(long distance) {
    return distance < 0 ? NEGATIVE | BitPacking.width(-distance) : BitPacking.width(distance);
  }

  private static int bitsBehind(int mark) {
    return Math.max(0, (mark & ~NEGATIVE) - 1);
  }

  static void encode(long[] values, int count, long base, ByteSink out) {
    var marks = new ByteSink();
    for (int i = 0; i < count; i++) {
      marks.int8(mark(values[i] - base));
    }
    out.int64(base);
    CompressedBytes.write(marks, out);
    encodeBits(values, base, marks, out);
  }

  private static void encodeBits(long[] values, long base, ByteSink marks, ByteSink out) {
    long buffer = 0;
    int used = 0;
    for (int i = 0; i < marks.size(); i++) {
      int width = bitsBehind(marks.array()[i] & 0xff);
      long bits = magnitude(values[i] - base) & BitPacking.mask(width);
      buffer |= bits << used;
      used += width;
      if (used >= Long.SIZE) {
        out.int64(buffer);
        used -= Long.SIZE;
        buffer = used == 0 ? 0 : bits >>> (width - used);
      }
    }
    for (; used > 0; used -= Byte.SIZE) {
      out.int8((int) buffer);
      buffer >>>= Byte.SIZE;
    }
  }

  private static long magnitude(long distance) {
    return distance < 0 ? -distance : distance;
  }

  static long[] decode(ByteSource in, Slice slice) throws CorruptBlockException {
    long base = in.int64();
    byte[] marks = CompressedBytes.read(in, slice.count());
    if (marks.length != slice.count()) {
      throw in.corrupt("needs the lengths of " + slice.count() + " numbers, has " + marks.length);
    }
    long before = bitCount(in, marks, 0, slice.from());
    long all = before + bitCount(in, marks, slice.from(), marks.length);
    long bit = ((long) in.advance((all + 7) >>> 3) << 3) + before;
    long[] values = new long[slice.size()];
    for (int i = 0; i < values.length; i++) {
      int mark = marks[slice.from() + i] & 0xff;
      int width = bitsBehind(mark);
      long highest = (mark & ~NEGATIVE) == 0 ? 0 : 1L << width;
      long magnitude = highest | BitPacking.bits(in.array(), bit, width, in.position());
      values[i] = base + (mark >= NEGATIVE ? -magnitude : magnitude);
      bit += width;
    }
    return values;
  }

  private static long bitCount(ByteSource in, byte[] marks, int from, int to)
      throws CorruptBlockException {
    long bits = 0;
    for (int at = from; at < to; at++) {
      int behind = bitsBehind(marks[at] & 0xff);
      if (behind >= Long.SIZE) {
        throw in.corrupt("needs numbers of at most 64 bits, has one of more");
      }
      bits += behind;
    }
    return bits;
  }
}
