package dev.clew.wire.zipkin;

import dev.clew.wire.proto.MalformedException;

/// Reads ids as Zipkin has them: hex in lower case, padded on the left, or bytes.
final class Ids {
  private static final int DIGITS = 16;

  private Ids() {}

  /// The bits of the last 16 digits; a text without digits is 0.
  static long low(String hex) {
    return bits(hex, Math.max(0, hex.length() - DIGITS), hex.length());
  }

  /// The bits of what stands before the last 16 digits.
  static long high(String hex) {
    return bits(hex, 0, Math.max(0, hex.length() - DIGITS));
  }

  private static long bits(String hex, int from, int to) {
    return from == to ? 0 : Long.parseUnsignedLong(hex, from, to, 16);
  }

  /// The text itself, once it is known to be so many lower-case hex digits at most.
  static String checked(String name, String hex, int most) throws MalformedException {
    if (hex.length() > most) {
      throw new MalformedException(
          name + ".length > " + most + ": needs at most " + most + " hex digits");
    }
    for (int at = 0; at < hex.length(); at++) {
      char digit = hex.charAt(at);
      boolean isHex = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
      if (!isHex) {
        throw new MalformedException(name + " should be lower-hex encoded with no prefix");
      }
    }
    return hex;
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
