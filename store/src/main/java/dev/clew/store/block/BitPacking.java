package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers of 0 to 64 bits one after the other without gaps, lowest bit first.
final class BitPacking {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitPacking() {}

  /// The bits that a number needs, taken as unsigned.
  static int width(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  static long byteCount(int count, int width) {
    return ((long) count * width + 7) >>> 3;
  }

  /// Packs `values[i] - base`, none of which may need more than `width` bits.
  static void pack(long[] values, int count, long base, int width, ByteSink out) {
    long buffer = 0;
    int used = 0;
    for (int i = 0; i < count && width > 0; i++) {
      long value = values[i] - base;
      buffer |= value << used;
      used += width;
      if (used >= Long.SIZE) {
        out.int64(buffer);
        used -= Long.SIZE;
        buffer = used == 0 ? 0 : value >>> (width - used);
      }
    }
    for (; used > 0; used -= Byte.SIZE) {
      out.int8((int) buffer);
      buffer >>>= Byte.SIZE;
    }
  }

  /// Reads what [#pack] wrote and adds `base` again.
  static long[] unpack(ByteSource in, int count, long base, int width)
      throws CorruptBlockException {
    int from = in.advance(byteCount(count, width));
    int limit = in.position();
    byte[] bytes = in.array();
    long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
    long[] values = new long[count];
    long bit = (long) from << 3;
    for (int i = 0; i < count; i++, bit += width) {
      int at = (int) (bit >>> 3);
      int shift = (int) bit & 7;
      long value = load(bytes, at, limit) >>> shift;
      if (shift + width > Long.SIZE) {
        value |= (long) bytes[at + Long.BYTES] << (Long.SIZE - shift);
      }
      values[i] = (value & mask) + base;
    }
    return values;
  }

  private static long load(byte[] bytes, int at, int limit) {
    if (at + Long.BYTES <= limit) {
      return (long) LONGS.get(bytes, at);
    }
    long value = 0;
    for (int i = at; i < limit; i++) {
      value |= (bytes[i] & 0xffL) << ((i - at) << 3);
    }
    return value;
  }
}
