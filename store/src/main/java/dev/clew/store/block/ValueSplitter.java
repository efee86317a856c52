package dev.clew.store.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Splits values into templates, which many values share, and the numbers that vary in them.
///
/// Owned by one thread. Whatever is not surely written the same way again stays in the template, so
/// any bytes come back as they were.
final class ValueSplitter {
  /// More parts than these stay as they are.
  static final int MAX_SLOTS = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int UUID_LENGTH = 36;
  private static final int FEWEST_HEX = 8;

  // Numbers of so many digits are mostly of a fixed length, and written with leading zeros.
  private static final int FIXED_LENGTH = 6;

  /// The tag of a protobuf field 1 of 64 fixed bits: an event starts so, with its time.
  private static final int FIXED64_TAG = 9;

  /// By byte, which lower-case hexadecimal digit it is; -1 for others.
  private static final byte[] HEX = hexDigits();

  private final ByteSink template = new ByteSink();
  private final Slot[] slots = new Slot[MAX_SLOTS];
  private int fewestDigits;
  private long[] numbers = new long[MAX_SLOTS];
  private int numberCount;
  private int count;
  private byte[] bytes = new byte[0];
  private int literal;

  private static byte[] hexDigits() {
    byte[] digits = new byte[256];
    Arrays.fill(digits, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      digits[Character.forDigit(digit, 16)] = (byte) digit;
    }
    return digits;
  }

  /// Forgets all numbers.
  ///
  /// @param fewest how many digits a decimal number has at least to be taken out
  void start(int fewest) {
    fewestDigits = fewest;
    numberCount = 0;
  }

  /// The template of the value that was split last: pieces of text, each behind its length, and
  /// behind each piece a slot.
  ByteSink template() {
    return template;
  }

  /// The slots of that template.
  List<Slot> slots() {
    return List.of(Arrays.copyOf(slots, count));
  }

  /// The numbers in the slots of all values since the start.
  long[] numbers() {
    return numbers;
  }

  void split(byte[] from, int start, int to) {
    template.clear();
    count = 0;
    bytes = from;
    literal = start;
    if (numbers.length - numberCount < MAX_SLOTS) {
      numbers = Arrays.copyOf(numbers, numbers.length * 2);
    }
    int first = start;
    if (to - start > Long.BYTES && bytes[start] == FIXED64_TAG) {
      first = start + 1 + Long.BYTES;
      addSlot(start + 1, first, Slot.FIXED64, (long) LONGS.get(bytes, start + 1));
    }
    splitRuns(first, to);
    addLiteral(to);
    template.int8(Slot.END.ordinal());
  }

  /// Splits the runs of hexadecimal digits. A run that is worth it covers one of the places that
  /// are looked at.
  private void splitRuns(int from, int to) {
    int floor = from;
    int at = from + fewestDigits - 1;
    // The last two places are kept for the second half of a UUID.
    while (at < to && count < MAX_SLOTS - 1) {
      if (hex(at) >= 0) {
        int start = at;
        while (start > floor && hex(start - 1) >= 0) {
          start--;
        }
        floor = splitRun(start, at + 1, to);
        at = floor + fewestDigits - 1;
      } else {
        at += fewestDigits;
      }
    }
  }

  private int hex(int at) {
    return HEX[bytes[at] & 0xff];
  }

  private boolean isDigit(int at) {
    return (hex(at) & 0xff) < 10;
  }

  /// Splits a run of hexadecimal digits, and what follows if they begin a UUID; returns where that
  /// ends.
  private int splitRun(int from, int known, int limit) {
    int to = known;
    while (to < limit && hex(to) >= 0) {
      to++;
    }
    if (to - from == 8 && limit - from >= UUID_LENGTH && addUuid(from)) {
      return from + UUID_LENGTH;
    }
    if (to - from >= FEWEST_HEX && isMixed(from, to)) {
      splitHex(from, to);
    } else {
      splitDigits(from, to);
    }
    return to;
  }

  private boolean isMixed(int from, int to) {
    int digits = 0;
    for (int at = from; at < to; at++) {
      digits += isDigit(at) ? 1 : 0;
    }
    return digits > 0 && digits < to - from;
  }

  private boolean addUuid(int at) {
    boolean hasDashes =
        bytes[at + 8] == '-'
            && bytes[at + 13] == '-'
            && bytes[at + 18] == '-'
            && bytes[at + 23] == '-';
    long first = HexDigits.eight(load(at));
    long second = HexDigits.eight(four(at + 9) | four(at + 14) << Integer.SIZE);
    long third = HexDigits.eight(four(at + 19) | four(at + 24) << Integer.SIZE);
    long fourth = HexDigits.eight(load(at + 28));
    if (!hasDashes || (first | second | third | fourth) < 0) {
      return false;
    }
    long high = first << Integer.SIZE | second;
    addSlot(at, at + 19, Slot.UUID_HIGH, Slot.versionToTop(high));
    addSlot(at + 19, at + UUID_LENGTH, Slot.UUID_LOW, third << Integer.SIZE | fourth);
    return true;
  }

  private long load(int at) {
    return (long) LONGS.get(bytes, at);
  }

  private long four(int at) {
    return load(at) & 0xffff_ffffL;
  }

  private void splitHex(int from, int to) {
    for (int at = from; at < to && count < MAX_SLOTS; at += Slot.MAX_HEX) {
      int length = Math.min(Slot.MAX_HEX, to - at);
      addSlot(at, at + length, Slot.HEX, hex(at, length));
    }
  }

  private long hex(int from, int length) {
    long number = 0;
    for (int at = from; at < from + length; at++) {
      number = (number << 4) | hex(at);
    }
    return number;
  }

  private void splitDigits(int from, int to) {
    int at = from;
    while (at < to && count < MAX_SLOTS) {
      int start = at;
      while (at < to && isDigit(at)) {
        at++;
      }
      int length = at - start;
      if (length >= fewestDigits && length <= Slot.MAX_DIGITS) {
        boolean isPadded = bytes[start] == '0' && length > 1;
        boolean isFixed = isPadded || length >= FIXED_LENGTH;
        addSlot(start, at, isFixed ? Slot.DIGITS : Slot.DECIMAL, decimal(start, at));
      }
      at += length == 0 ? 1 : 0;
    }
  }

  private long decimal(int from, int to) {
    long number = 0;
    for (int at = from; at < to; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return number;
  }

  private void addLiteral(int to) {
    template.varint(to - literal);
    template.raw(bytes, literal, to - literal);
    literal = to;
  }

  private void addSlot(int from, int to, Slot slot, long number) {
    addLiteral(from);
    literal = to;
    template.int8(slot.ordinal());
    if (slot.hasLength()) {
      template.int8(to - from);
    }
    slots[count++] = slot;
    numbers[numberCount++] = number;
  }
}
