package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.Walk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /// How many bytes stand in the value, or -1 where each number has its own.
  int width(int length) {
    return switch (this) {
      case END -> 0;
      case UUID_HIGH -> 19;
      case UUID_LOW -> 17;
      case HEX, DIGITS -> length;
      case DECIMAL -> -1;
      case FIXED64 -> Long.BYTES;
    };
  }

  /// What follows from the state of a walk and what stands in the value for a number.
  int walk(long number, int length, Walk walk, int state) {
    return switch (this) {
      case END -> Walk.OPEN;
      case UUID_HIGH -> walkHigh(versionFromTop(number), walk, state);
      case UUID_LOW -> walkLow(number, walk, state);
      case HEX -> isHex(number, length) ? walkHex(number, length, walk, state) : Walk.OPEN;
      case DECIMAL -> walkDecimal(number, 1, walk, state);
      case DIGITS -> walkDecimal(number, length, walk, state);
      case FIXED64 -> walkBytes(number, walk, state);
    };
  }

  /// True where two hexadecimal digits are the first that is written.
  boolean startsWithByte(int length) {
    return this == UUID_HIGH || (this == HEX && length > 1);
  }

  /// By how many bits a number is moved for these digits to be its last byte.
  int firstByteShift(int length) {
    return this == UUID_HIGH ? Long.SIZE - 2 * Byte.SIZE + 4 : 4 * (length - 2);
  }

  /// By two such digits, what follows from the state of a walk and these.
  static int[] ahead(Walk walk, int state) {
    int[] states = new int[1 << Byte.SIZE];
    Arrays.setAll(states, digits -> walkHex(digits, 2, walk, state));
    return states;
  }

  private static int walkHigh(long high, Walk walk, int state) {
    int first = walkByte((byte) '-', walk, walkHex(high >>> 32, 8, walk, state));
    int second = walkByte((byte) '-', walk, walkHex(high >>> 16, 4, walk, first));
    return walkByte((byte) '-', walk, walkHex(high, 4, walk, second));
  }

  private static int walkLow(long low, Walk walk, int state) {
    return walkHex(low, 12, walk, walkByte((byte) '-', walk, walkHex(low >>> 48, 4, walk, state)));
  }

  private static int walkByte(byte each, Walk walk, int state) {
    return state < 0 ? state : walk.next(state, each);
  }

  private static int walkHex(long number, int digits, Walk walk, int state) {
    int reached = state;
    for (int shift = 4 * (digits - 1); shift >= 0 && reached >= 0; shift -= 4) {
      reached = walk.next(reached, HEX_DIGITS[(int) (number >>> shift) & 0xf]);
    }
    return reached;
  }

  private static int walkDecimal(long number, int fewest, Walk walk, int state) {
    // What does not fit is for whoever puts the value together to complain about.
    int reached = number < 0 ? Walk.OPEN : state;
    for (long unit = unit(number, fewest); unit > 0 && reached >= 0; unit /= 10) {
      reached = walk.next(reached, (byte) ('0' + number / unit % 10));
    }
    return reached;
  }

  private static int walkBytes(long number, Walk walk, int state) {
    int reached = state;
    for (int shift = 0; shift < Long.SIZE && reached >= 0; shift += Byte.SIZE) {
      reached = walk.next(reached, (byte) (number >>> shift));
    }
    return reached;
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
    for (long unit = unit(number, fewest); unit > 0; unit /= 10) {
      out.int8((int) ('0' + number / unit % 10));
    }
  }

  /// What the first digit counts.
  private static long unit(long number, int fewest) {
    int digits = 1;
    long unit = 1;
    while (digits < fewest || number / unit >= 10) {
      unit *= 10;
      digits++;
    }
    return unit;
  }
}
