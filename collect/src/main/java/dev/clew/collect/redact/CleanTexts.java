package dev.clew.collect.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Texts in which nothing was found, so that what comes again and again is looked through once. A
/// table of fixed size, in which a text has a place when it comes for the second time: most that
/// come once never come again. Safe for any thread.
final class CleanTexts {
  private static final int SLOTS = 1 << 12;

  /// The hash of texts that are looked through as fast as they are found here.
  private static final int NONE = 0;

  private static final int SHORTEST = 16;

  // A stack trace; all texts together take 8 MiB at most.
  private static final int LONGEST = 2048;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final AtomicReferenceArray<byte[]> texts = new AtomicReferenceArray<>(SLOTS);

  /// The hash of the text that was to be added last.
  private final AtomicIntegerArray candidates = new AtomicIntegerArray(SLOTS);

  /// A hash of the length and of four parts: those that are alike there take each other's place.
  static int hash(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length < SHORTEST || length > LONGEST) {
      return NONE;
    }
    int last = length - Long.BYTES;
    long hash =
        (word(bytes, from) + length) * 0x9e3779b97f4a7c15L
            ^ word(bytes, from + last / 3) * 0xbf58476d1ce4e5b9L
            ^ word(bytes, from + last - last / 3) * 0x94d049bb133111ebL
            ^ word(bytes, from + last) * 0xd6e8feb86659fd93L;
    return (int) (hash >>> Integer.SIZE) | 1;
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// True when this very text was added, byte for byte, and has not made room for another.
  boolean has(int hash, byte[] bytes, int from, int to) {
    if (hash == NONE) {
      return false;
    }
    byte[] text = texts.getAcquire(slot(hash));
    return text != null
        && text.length == to - from
        && Arrays.equals(text, 0, text.length, bytes, from, to);
  }

  void add(int hash, byte[] bytes, int from, int to) {
    if (hash == NONE) {
      return;
    }
    if (candidates.getOpaque(slot(hash)) == hash) {
      texts.setRelease(slot(hash), Arrays.copyOfRange(bytes, from, to));
    } else {
      candidates.setOpaque(slot(hash), hash);
    }
  }

  private static int slot(int hash) {
    return (hash >>> 1) & (SLOTS - 1);
  }
}
