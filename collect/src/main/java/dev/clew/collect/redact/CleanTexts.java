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

  // Shorter ones are looked through as fast.
  private static final int SHORTEST = 12;
  private static final int LONGEST = 512;
  private static final long MIX = 0x9e3779b97f4a7c15L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final AtomicReferenceArray<byte[]> texts = new AtomicReferenceArray<>(SLOTS);

  /// The hash of the text that was to be added last.
  private final AtomicIntegerArray candidates = new AtomicIntegerArray(SLOTS);

  /// True when this very text was added, byte for byte, and has not made room for another.
  boolean has(byte[] bytes, int from, int to) {
    if (!mayHave(to - from)) {
      return false;
    }
    byte[] text = texts.getAcquire(slot(hash(bytes, from, to)));
    return text != null
        && text.length == to - from
        && Arrays.equals(text, 0, text.length, bytes, from, to);
  }

  private static boolean mayHave(int length) {
    return length >= SHORTEST && length <= LONGEST;
  }

  void add(byte[] bytes, int from, int to) {
    if (!mayHave(to - from)) {
      return;
    }
    int hash = hash(bytes, from, to);
    if (candidates.getOpaque(slot(hash)) == hash) {
      texts.setRelease(slot(hash), Arrays.copyOfRange(bytes, from, to));
    } else {
      candidates.setOpaque(slot(hash), hash);
    }
  }

  private static int slot(int hash) {
    return hash & (SLOTS - 1);
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    int last = to - Long.BYTES;
    for (int at = from; at < last; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * MIX;
      hash ^= hash >>> Integer.SIZE;
    }
    hash = (hash ^ (long) LONGS.get(bytes, last)) * MIX;
    return (int) (hash >>> Integer.SIZE);
  }
}
