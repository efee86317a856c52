package dev.clew.model;

import java.util.HexFormat;

/// Sixteen hex digits and the 64 bits they stand for.
final class Hex {
  private static final HexFormat DIGITS = HexFormat.of();

  private Hex() {}

  static String format(long bits) {
    return DIGITS.toHexDigits(bits);
  }

  static long parse(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (!HexFormat.isHexDigit(text.charAt(at))) {
        throw new IllegalArgumentException(
            "needs hex digits, got '" + text.charAt(at) + "' at position " + at);
      }
    }
    return HexFormat.fromHexDigitsToLong(text, from, to);
  }
}
