package dev.clew.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The names that come again and again, so that each is made once. A table of fixed size: one that
/// is not known takes the place of another. Safe for any thread.
final class KnownNames {
  private static final int SLOTS = 1 << 9;
  private static final int LONGEST = 32;
  private static final AtomicReferenceArray<String> NAMES = new AtomicReferenceArray<>(SLOTS);

  private KnownNames() {}

  static String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return make(bytes, from, to);
    }
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + bytes[at];
    }
    int slot = (hash ^ (hash >>> 9)) & (SLOTS - 1);
    String known = NAMES.getAcquire(slot);
    if (known != null && is(known, bytes, from, to)) {
      return known;
    }
    String name = make(bytes, from, to);
    NAMES.setRelease(slot, name);
    return name;
  }

  private static String make(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// True of the same text in ASCII; other texts are made again.
  private static boolean is(String name, byte[] bytes, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) != bytes[from + at]) {
        return false;
      }
    }
    return true;
  }
}
