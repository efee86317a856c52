package dev.clew.wire.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Knows attributes that came before in the same request, byte for byte: of the texts in a usual
/// request, four of five. A table of bounded size, in which one takes the place of another.
///
/// Owned by the thread that reads the batch.
final class Repeats {
  static final int NONE = -1;

  private static final int BYTES_A_SLOT = 128;
  private static final int FEWEST_BITS = 4;
  private static final int MOST_BITS = 11;
  private static final int SHORTEST = Long.BYTES;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Where an attribute stands, above its row; 0 where there is none.
  private long[] slots = {};

  private int bits;

  /// The slot that was looked at last, where what was not found there may be put.
  private int slot = NONE;

  /// Forgets all attributes, and goes on with those of a request of so many bytes.
  void startFor(int length) {
    bits =
        Math.clamp(
            Integer.SIZE - Integer.numberOfLeadingZeros(length / BYTES_A_SLOT),
            FEWEST_BITS,
            MOST_BITS);
    if (slots.length < 1 << bits) {
      slots = new long[1 << bits];
    } else {
      Arrays.fill(slots, 0, 1 << bits, 0);
    }
  }

  /// The row of the attribute that is written like the one whose length stands at `at`, or `NONE`.
  int find(byte[] bytes, int at, int limit) {
    slot = NONE;
    int length = at < limit ? bytes[at] : NONE;
    if (length < SHORTEST || length >= limit - at) {
      return NONE;
    }
    slot = slot(bytes, at + 1, length);
    long known = slots[slot];
    // The place of an attribute is behind the tags of what it is in, so never 0.
    return known != 0 && isSame(bytes, (int) (known >>> Integer.SIZE), at, length + 1)
        ? (int) known
        : NONE;
  }

  /// Remembers what was not found.
  ///
  /// @param at where its length stands
  void add(int at, int row) {
    if (slot != NONE) {
      slots[slot] = (long) at << Integer.SIZE | row;
    }
  }

  /// By the length, the eight bytes in the middle and the last eight.
  private int slot(byte[] bytes, int from, int length) {
    int last = length - Long.BYTES;
    long hash =
        (word(bytes, from + last) + length) * 0x9e3779b97f4a7c15L
            ^ word(bytes, from + last / 2) * 0xbf58476d1ce4e5b9L;
    return (int) (hash >>> (Long.SIZE - bits));
  }

  /// The length itself is among what is compared.
  private static boolean isSame(byte[] bytes, int known, int at, int length) {
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (word(bytes, known + i) != word(bytes, at + i)) {
        return false;
      }
    }
    return word(bytes, known + last) == word(bytes, at + last);
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }
}
