package dev.clew.store.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Compares and hashes runs of bytes, most of which are short, eight bytes at a time: where fewer
/// than eight are left, the last eight are taken, which overlap those before.
public final class ByteStrings {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L;
  private static final int LONG_RUN = 64;

  // Values come from strangers: a seed of this process keeps them from choosing their hashes.
  private static final long SEED = new SplittableRandom().nextLong();

  private ByteStrings() {}

  /// True when `length` bytes are the same from `at` and from `otherAt` on.
  public static boolean same(byte[] one, int at, byte[] other, int otherAt, int length) {
    if (length < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        if (one[at + i] != other[otherAt + i]) {
          return false;
        }
      }
      return true;
    }
    if (length > LONG_RUN) {
      return Arrays.equals(one, at, at + length, other, otherAt, otherAt + length);
    }
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (word(one, at + i) != word(other, otherAt + i)) {
        return false;
      }
    }
    return word(one, at + last) == word(other, otherAt + last);
  }

  public static int hash(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length * MULTIPLIER;
    if (length < Long.BYTES) {
      long rest = 0;
      for (int at = offset; at < offset + length; at++) {
        rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
      }
      hash = mix(hash ^ rest);
    } else {
      int last = offset + length - Long.BYTES;
      for (int at = offset; at < last; at += Long.BYTES) {
        hash = mix(hash ^ word(bytes, at));
      }
      hash = mix(hash ^ word(bytes, last));
    }
    return (int) (mix(hash) >>> Integer.SIZE);
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  private static long mix(long hash) {
    long mixed = hash * MULTIPLIER;
    return mixed ^ (mixed >>> Integer.SIZE);
  }
}
