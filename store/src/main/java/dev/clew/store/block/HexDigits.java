package dev.clew.store.block;

/// Reads lower-case hexadecimal digits, eight at once.
final class HexDigits {
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x0f0f_0f0f_0f0f_0f0fL;

  private HexDigits() {}

  /// The number that eight digits are, or -1 where they are not all digits.
  ///
  /// @param text the first digit lowest
  static long eight(long text) {
    long digits = (text & LOW_BITS) + 9 * (text >>> 6 & ONES);
    // They are digits if they are what is written for their numbers.
    long areLetters = (digits + 6 * ONES) >>> 4 & ONES;
    long written = digits + '0' * ONES + ('a' - '0' - 10) * areLetters;
    boolean areDigits = written == text && (digits & ~LOW_BITS) == 0;
    return areDigits ? packed(Long.reverseBytes(digits)) : -1;
  }

  /// Puts eight numbers of four bits together that stand in eight bytes.
  private static long packed(long digits) {
    long bytes = (digits | digits >>> 4) & 0x00ff_00ff_00ff_00ffL;
    long shorts = (bytes | bytes >>> 8) & 0x0000_ffff_0000_ffffL;
    return (shorts | shorts >>> 16) & 0xffff_ffffL;
  }
}
