package dev.clew.wire.zipkin;

import dev.clew.wire.proto.MalformedException;

/// Reads ids as Zipkin has them: hex in lower case, padded on the left, or bytes.
final class Ids {
  private static final int DIGITS = 16;

  private Ids() {}

  /// The bits of the last 16 digits; a text without digits is 0.
  static long low(byte[] hex, int from, int to) {
    return digits(hex, Math.max(from, to - DIGITS), to);
  }

  /// The bits of what stands before the last 16 digits.
  static long high(byte[] hex, int from, int to) {
    return digits(hex, from, Math.max(from, to - DIGITS));
  }

  private static long digits(byte[] hex, int from, int to) {
    long bits = 0;
    for (int at = from; at < to; at++) {
      bits = bits << 4 | (hex[at] <= '9' ? hex[at] - '0' : hex[at] - 'a' + 10);
    }
    return bits;
  }

  /// Checks that it is so many lower-case hex digits at most.
  static void check(String name, byte[] hex, int from, int to, int most) throws MalformedException {
    if (to - from > most) {
      throw new MalformedException(
          name + ".length > " + most + ": needs at most " + most + " hex digits");
    }
    for (int at = from; at < to; at++) {
      byte digit = hex[at];
      boolean isHex = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
      if (!isHex) {
        throw new MalformedException(name + " should be lower-hex encoded with no prefix");
      }
    }
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
