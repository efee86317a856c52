package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;

/// Numbers of very different sizes: how many bits each has, which zstd makes short, apart from the
/// bits, which nothing makes shorter.
///
/// Of a number's distance from the base its sign and its length are one byte; its bits follow
/// without the highest, which is known.
final class LengthSplit {
  private static final int NEGATIVE = 0x80;

  /// By mark: how many bits stand behind it, and the one above them, which does not.
  private static final byte[] WIDTHS = new byte[256];

  private static final long[] HIGHEST = new long[256];

  static {
    for (int mark = 0; mark < WIDTHS.length; mark++) {
      WIDTHS[mark] = (byte) bitsBehind(mark);
      HIGHEST[mark] = (mark & ~NEGATIVE) == 0 ? 0 : 1L << bitsBehind(mark);
    }
  }

  private LengthSplit() {}

  /// About how many bits the numbers take.
  static long cost(NumberRun run, long base) {
    NumberRun sample = run.sample();
    int[] counts = new int[256];
    long bits = 0;
    for (int i = sample.from; i < sample.to; i++) {
      int mark = mark(sample.values[i] - base);
      counts[mark]++;
      bits += bitsBehind(mark);
    }
    double entropy = 0;
    for (int each : counts) {
      entropy += each == 0 ? 0 : each * Math.log((double) sample.count() / each);
    }
    // zstd spends whole bits on a mark, and a table of them.
    double perNumber = (bits + entropy / Math.log(2) * 1.03) / sample.count();
    return (long) (perNumber * run.count()) + 8L * 64;
  }

  private static int mark(long distance) {
    return distance < 0 ? NEGATIVE | BitPacking.width(-distance) : BitPacking.width(distance);
  }

  private static int bitsBehind(int mark) {
    return Math.max(0, (mark & ~NEGATIVE) - 1);
  }

  static void encode(NumberRun run, long base, ByteSink out) {
    var marks = new ByteSink();
    marks.grow(run.count());
    byte[] all = marks.array();
    for (int i = 0; i < run.count(); i++) {
      all[i] = (byte) mark(run.values[run.from + i] - base);
    }
    out.int64(base);
    CompressedBytes.write(marks, out);
    encodeBits(run, base, all, out);
  }

  private static void encodeBits(NumberRun run, long base, byte[] marks, ByteSink out) {
    int at = out.grow(run.count() * Long.BYTES);
    long buffer = 0;
    int used = 0;
    for (int i = 0; i < run.count(); i++) {
      int width = bitsBehind(marks[i] & 0xff);
      long bits = magnitude(run.values[run.from + i] - base) & BitPacking.mask(width);
      buffer |= bits << used;
      used += width;
      if (used >= Long.SIZE) {
        out.setInt64(at, buffer);
        at += Long.BYTES;
        used -= Long.SIZE;
        buffer = used == 0 ? 0 : bits >>> (width - used);
      }
    }
    out.cut(at);
    BitPacking.writeRest(buffer, used, out);
  }

  private static long magnitude(long distance) {
    return distance < 0 ? -distance : distance;
  }

  /// Puts the numbers that are asked for to the start of `into`.
  static void decode(ByteSource in, Slice slice, long[] into) throws CorruptBlockException {
    long base = in.int64();
    byte[] marks = marks(in, slice.count());
    long before = bitCount(in, marks, 0, slice.from());
    long all = before + bitCount(in, marks, slice.from(), marks.length);
    long bit = ((long) in.advance((all + 7) >>> 3) << 3) + before;
    byte[] bytes = in.array();
    int limit = in.position();
    for (int i = 0; i < slice.size(); i++) {
      byte mark = marks[slice.from() + i];
      into[i] = base + distance(bytes, bit, mark, limit);
      bit += WIDTHS[mark & 0xff];
    }
  }

  /// Puts the numbers at some places, which ascend, to the start of `into`.
  static void pick(ByteSource in, int count, int[] places, long[] into)
      throws CorruptBlockException {
    long base = in.int64();
    byte[] marks = marks(in, count);
    long all = bitCount(in, marks, 0, count);
    long bit = (long) in.advance((all + 7) >>> 3) << 3;
    int from = 0;
    for (int at = 0; at < places.length; at++) {
      bit += bitCount(in, marks, from, places[at]);
      from = places[at];
      into[at] = base + distance(in.array(), bit, marks[from], in.position());
    }
  }

  private static byte[] marks(ByteSource in, int count) throws CorruptBlockException {
    byte[] marks = CompressedBytes.read(in, count);
    if (marks.length != count) {
      throw in.corrupt("needs the lengths of " + count + " numbers, has " + marks.length);
    }
    return marks;
  }

  private static long distance(byte[] bytes, long bit, byte mark, int limit) {
    long magnitude = HIGHEST[mark & 0xff] | BitPacking.bits(bytes, bit, WIDTHS[mark & 0xff], limit);
    // All bits set where the number is below the base.
    long sign = mark >> 7;
    return (magnitude ^ sign) - sign;
  }

  private static long bitCount(ByteSource in, byte[] marks, int from, int to)
      throws CorruptBlockException {
    long bits = 0;
    int widest = 0;
    for (int at = from; at < to; at++) {
      int width = bitsBehind(marks[at] & 0xff);
      widest = Math.max(widest, width);
      bits += width;
    }
    if (widest >= Long.SIZE) {
      throw in.corrupt("needs numbers of at most 64 bits, has one of more");
    }
    return bits;
  }
}
