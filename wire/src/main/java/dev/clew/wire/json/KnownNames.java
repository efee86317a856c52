package dev.clew.wire.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The names that come again and again, so that each is made once. A table of fixed size: one that
/// is not known takes the place of another. Safe for any thread.
final class KnownNames {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SLOT_BITS = 9;
  private static final int LONGEST = 32;
  private static final AtomicReferenceArray<Name> NAMES =
      new AtomicReferenceArray<>(1 << SLOT_BITS);

  private KnownNames() {}

  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  private record Name(byte[] utf8, String text) {}

  static String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return make(bytes, from, to);
    }
    int slot = hash(bytes, from, to) >>> (Integer.SIZE - SLOT_BITS);
    Name known = NAMES.getAcquire(slot);
    if (known != null && Arrays.equals(known.utf8, 0, known.utf8.length, bytes, from, to)) {
      return known.text;
    }
    var name = new Name(Arrays.copyOfRange(bytes, from, to), make(bytes, from, to));
    NAMES.setRelease(slot, name);
    return name.text;
  }

  /// Of the length, the start and the end; good in all bits.
  static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    if (bytes.length - from < Long.BYTES) {
      return length;
    }
    long start = (long) LONGS.get(bytes, from);
    long end = length;
    if (length < Long.BYTES) {
      start &= (1L << (Byte.SIZE * length)) - 1;
    } else {
      end += (long) LONGS.get(bytes, to - Long.BYTES);
    }
    long hash = (start * 0x9e3779b97f4a7c15L) ^ (end * 0xbf58476d1ce4e5b9L);
    return (int) (hash >>> Integer.SIZE);
  }

  private static String make(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
