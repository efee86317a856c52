package dev.clew.collect.redact;

/// Tells texts that are one UUID in lower case and nothing else. Most texts that never come again
/// are one, and nothing can be found in it: no key begins with such digits, and they have not the
/// groups of a card.
final class Uuids {
  private static final int LENGTH = 36;

  /// By character: 0 where it may be a digit of a UUID.
  private static final byte[] STRANGE = new byte[1 << Byte.SIZE];

  static {
    for (int character = 0; character < STRANGE.length; character++) {
      STRANGE[character] = (byte) (Character.digit(character, 16) < 0 ? 1 : 0);
    }
    for (int upper = 'A'; upper <= 'F'; upper++) {
      STRANGE[upper] = 1;
    }
  }

  private Uuids() {}

  static boolean isOne(byte[] bytes, int from, int to) {
    return to - from == LENGTH
        && bytes[from + 8] == '-'
        && bytes[from + 13] == '-'
        && bytes[from + 18] == '-'
        && bytes[from + 23] == '-'
        && areDigits(bytes, from, from + 8)
        && areDigits(bytes, from + 9, from + 13)
        && areDigits(bytes, from + 14, from + 18)
        && areDigits(bytes, from + 19, from + 23)
        && areDigits(bytes, from + 24, to);
  }

  private static boolean areDigits(byte[] bytes, int from, int to) {
    int strange = 0;
    for (int at = from; at < to; at++) {
      strange |= STRANGE[bytes[at] & 0xff];
    }
    return strange == 0;
  }
}
