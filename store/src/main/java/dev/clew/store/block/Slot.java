package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a part of a value that varies is written as, given its number; the ordinals stand in files.
enum Slot {
  /// None: the value ends here.
  END,
  /// The first half of a canonical UUID, its version moved to the top: where all are of one
  /// version, it takes no room.
  UUID_HIGH,
  /// The second half.
  UUID_LOW,
  /// So many lower-case hexadecimal digits.
  HEX,
  /// A decimal number without leading zeros.
  DECIMAL,
  /// So many decimal digits.
  DIGITS,
  /// Eight bytes, the lowest first.
  FIXED64;

  static final List<Slot> ALL = List.of(values());

  static final int MAX_HEX = 16;
  static final int MAX_DIGITS = 18;

  private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /// Whether slots of this kind say how long they are.
  boolean hasLength() {
    return this == HEX || this == DIGITS;
  }

  /// The most digits that slots of this kind have.
  int maxLength() {
    return this == HEX ? MAX_HEX : MAX_DIGITS;
  }

  /// False only if no number is written with this byte in it.
  boolean mayHave(byte each) {
    return switch (this) {
      case END -> false;
      case UUID_HIGH, UUID_LOW, HEX ->
          (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f') || each == '-';
      case DECIMAL, DIGITS -> each >= '0' && each <= '9';
      case FIXED64 -> true;
    };
  }

  static long versionToTop(long high) {
    return ((high & 0xf000) << 48) | ((high & ~0xffffL) >>> 4) | (high & 0xfff);
  }

  private static long versionFromTop(long high) {
    return ((high << 4) & ~0xffffL) | ((high >>> 48) & 0xf000) | (high & 0xfff);
  }

  /// Writes a number as what stands in the value.
  ///
  /// @param in where the number comes from, for the message if it does not fit
  void write(long number, int length, ByteSink out, ByteSource in) throws CorruptBlockException {
    switch (this) {
      case END -> throw in.corrupt("needs a slot that has numbers");
      case UUID_HIGH -> writeHigh(versionFromTop(number), out);
      case UUID_LOW -> writeLow(number, out);
      case HEX -> writeHex(fitting(number, isHex(number, length), in), length, out);
      case DECIMAL -> writeDecimal(fitting(number, isDecimal(number, MAX_DIGITS), in), 1, out);
      case DIGITS -> writeDecimal(fitting(number, isDecimal(number, length), in), length, out);
      case FIXED64 -> out.int64(number);
    }
  }

  private static long fitting(long number, boolean fits, ByteSource in)
      throws CorruptBlockException {
    if (!fits) {
      throw in.corrupt("needs numbers that fit their slots, has " + number);
    }
    return number;
  }

  private static boolean isHex(long number, int digits) {
    return digits == MAX_HEX || number >>> (4 * digits) == 0;
  }

  private static boolean isDecimal(long number, int digits) {
    long limit = 1;
    for (int digit = 0; digit < digits; digit++) {
      limit *= 10;
    }
    return number >= 0 && number < limit;
  }

  private static void writeHigh(long high, ByteSink out) {
    writeHex(high >>> 32, 8, out);
    out.int8('-');
    writeHex(high >>> 16, 4, out);
    out.int8('-');
    writeHex(high, 4, out);
    out.int8('-');
  }

  private static void writeLow(long low, ByteSink out) {
    writeHex(low >>> 48, 4, out);
    out.int8('-');
    writeHex(low, 12, out);
  }

  private static void writeHex(long number, int digits, ByteSink out) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.int8(HEX_DIGITS[(int) (number >>> shift) & 0xf]);
    }
  }

  private static void writeDecimal(long number, int fewest, ByteSink out) {
    int digits = 1;
    long unit = 1;
    while (digits < fewest || number / unit >= 10) {
      unit *= 10;
      digits++;
    }
    for (; unit > 0; unit /= 10) {
      out.int8((int) ('0' + number / unit % 10));
    }
  }
}
