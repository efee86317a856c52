package dev.clew.wire.zipkin;

import java.util.Arrays;

/// Reads ids as Zipkin has them: hex in lower case, padded on the left, or bytes.
final class Ids {
  private static final byte NONE = -1;
  private static final byte[] DIGITS = new byte[1 << Byte.SIZE];

  static {
    Arrays.fill(DIGITS, NONE);
    for (byte digit = 0; digit < 16; digit++) {
      DIGITS[Character.forDigit(digit, 16)] = digit;
    }
  }

  private Ids() {}

  /// What a lower-case hex digit stands for; negative where it is none.
  static int digit(byte letter) {
    return DIGITS[letter & 0xff];
  }

  /// Up to 8 bytes of an id, the last one last.
  static long bits(byte[] bytes, int from, int to) {
    long bits = 0;
    for (int at = from; at < to; at++) {
      bits = bits << 8 | (bytes[at] & 0xff);
    }
    return bits;
  }
}
