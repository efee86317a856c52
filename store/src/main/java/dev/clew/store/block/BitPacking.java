package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers of 0 to 64 bits one after the other without gaps, lowest bit first.
final class BitPacking {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // A number of so many bits lies in eight bytes wherever in a byte it starts.
  private static final int MAX_PLAIN_WIDTH = Long.SIZE - 7;

  // So many narrow numbers are taken out of eight bytes at once.
  private static final int GROUP = 4;

  private BitPacking() {}

  /// The bits that a number needs, taken as unsigned.
  static int width(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  static long byteCount(int count, int width) {
    return ((long) count * width + 7) >>> 3;
  }

  /// Packs the numbers less `base`, none of which may need more than `width` bits.
  static void pack(NumberRun run, long base, int width, ByteSink out) {
    if (width == Byte.SIZE) {
      packBytes(run, base, out);
    } else if (width > 0) {
      packBits(run, base, width, out);
    }
  }

  private static void packBytes(NumberRun run, long base, ByteSink out) {
    int shift = out.grow(run.count()) - run.from;
    byte[] bytes = out.array();
    for (int i = run.from; i < run.to; i++) {
      bytes[shift + i] = (byte) (run.values[i] - base);
    }
  }

  private static void packBits(NumberRun run, long base, int width, ByteSink out) {
    int at = out.grow((int) byteCount(run.count(), width));
    long buffer = 0;
    int used = 0;
    for (int i = run.from; i < run.to; i++) {
      long value = run.values[i] - base;
      buffer |= value << used;
      used += width;
      if (used >= Long.SIZE) {
        out.setInt64(at, buffer);
        at += Long.BYTES;
        used -= Long.SIZE;
        buffer = used == 0 ? 0 : value >>> (width - used);
      }
    }
    out.cut(at);
    writeRest(buffer, used, out);
  }

  /// Writes the last bits, fewer than 64.
  static void writeRest(long buffer, int used, ByteSink out) {
    for (int rest = used; rest > 0; rest -= Byte.SIZE) {
      out.int8((int) (buffer >>> (used - rest)));
    }
  }

  /// Reads what [#pack] wrote, adds `base` again, and puts it to the start of `into`.
  static void unpack(ByteSource in, Slice slice, long base, int width, long[] into)
      throws CorruptBlockException {
    int from = in.advance(byteCount(slice.count(), width));
    byte[] bytes = in.array();
    if (width == Byte.SIZE) {
      unpackBytes(bytes, from + slice.from(), slice.size(), base, into);
      return;
    }
    int plain = width > MAX_PLAIN_WIDTH ? 0 : plainCount(slice, width, from, in.position());
    long mask = mask(width);
    long bit = ((long) from << 3) + (long) slice.from() * width;
    int i = 0;
    if (width <= MAX_PLAIN_WIDTH / GROUP) {
      for (; i + GROUP <= plain; i += GROUP, bit += (long) GROUP * width) {
        long group = (long) LONGS.get(bytes, (int) (bit >>> 3)) >>> (bit & 7);
        for (int j = 0; j < GROUP; j++) {
          into[i + j] = (group & mask) + base;
          group >>>= width;
        }
      }
    }
    for (; i < plain; i++, bit += width) {
      into[i] = ((long) LONGS.get(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask) + base;
    }
    for (; i < slice.size(); i++, bit += width) {
      into[i] = (load(bytes, bit, width, in.position()) & mask) + base;
    }
  }

  private static void unpackBytes(byte[] bytes, int from, int count, long base, long[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = (bytes[from + i] & 0xffL) + base;
    }
  }

  static long mask(int width) {
    return width == Long.SIZE ? -1 : (1L << width) - 1;
  }

  /// The `width` bits from `bit` on; never looks beyond the byte at `limit`.
  static long bits(byte[] bytes, long bit, int width, int limit) {
    int at = (int) (bit >>> 3);
    long loaded =
        at + Long.BYTES <= limit && width <= MAX_PLAIN_WIDTH
            ? (long) LONGS.get(bytes, at) >>> (bit & 7)
            : load(bytes, bit, width, limit);
    return loaded & mask(width);
  }

  /// How many of the numbers asked for lie in eight bytes that are all there.
  private static int plainCount(Slice slice, int width, int from, int limit) {
    long lastBit = ((long) limit - from - Long.BYTES) << 3;
    long inFile = lastBit < 0 || width == 0 ? 0 : lastBit / width + 1;
    return Math.clamp(inFile - slice.from(), 0, slice.size());
  }

  /// The bits from here on, at least `width` of them; never looks beyond `limit`.
  private static long load(byte[] bytes, long bit, int width, int limit) {
    int at = (int) (bit >>> 3);
    int shift = (int) bit & 7;
    long value = at + Long.BYTES <= limit ? (long) LONGS.get(bytes, at) : last(bytes, at, limit);
    value >>>= shift;
    if (shift + width > Long.SIZE) {
      value |= (long) bytes[at + Long.BYTES] << (Long.SIZE - shift);
    }
    return value;
  }

  /// The bytes from here on, of which there are fewer than eight.
  private static long last(byte[] bytes, int at, int limit) {
    long value = 0;
    for (int i = at; i < limit; i++) {
      value |= (bytes[i] & 0xffL) << ((i - at) << 3);
    }
    return value;
  }
}
