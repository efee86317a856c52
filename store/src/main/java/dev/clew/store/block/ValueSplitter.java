package dev.clew.store.block;

import java.util.Arrays;
import java.util.List;

/// Splits a value into a template, which many values share, and the numbers that vary in it.
///
/// Owned by one thread. Whatever is not surely written the same way again stays in the template, so
/// any bytes come back as they were.
final class ValueSplitter {
  /// More parts than these stay as they are.
  static final int MAX_SLOTS = 64;

  private static final int UUID_LENGTH = 36;
  private static final int FEWEST_HEX = 8;

  /// The tag of a protobuf field 1 of 64 fixed bits: an event starts so, with its time.
  private static final int FIXED64_TAG = 9;

  private final int fewestDigits;
  private final ByteSink template = new ByteSink();
  private final long[] numbers = new long[MAX_SLOTS];
  private final Slot[] slots = new Slot[MAX_SLOTS];
  private int count;
  private byte[] bytes = new byte[0];
  private int literal;
  private int end;

  /// @param fewestDigits how many digits a decimal number has at least to be taken out
  ValueSplitter(int fewestDigits) {
    this.fewestDigits = fewestDigits;
  }

  /// The template of the value that was split last: pieces of text, each behind its length, and
  /// behind each piece a slot.
  ByteSink template() {
    return template;
  }

  /// The numbers of its slots.
  long[] numbers() {
    return numbers;
  }

  List<Slot> slots() {
    return List.of(Arrays.copyOf(slots, count));
  }

  int count() {
    return count;
  }

  void split(byte[] from, int start, int to) {
    template.clear();
    count = 0;
    bytes = from;
    literal = start;
    end = to;
    int at = start;
    if (to - start > Long.BYTES && bytes[start] == FIXED64_TAG) {
      at = start + 1;
      addSlot(at, at + Long.BYTES, Slot.FIXED64, fixed64(at));
      at += Long.BYTES;
    }
    // The last two places are kept for the second half of a UUID.
    while (at < to && count < MAX_SLOTS - 1) {
      at = isHex(bytes[at]) ? splitRun(at, runEnd(at, to)) : at + 1;
    }
    addLiteral(to);
    template.int8(Slot.END.ordinal());
  }

  private long fixed64(int at) {
    long number = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      number = (number << 8) | (bytes[at + i] & 0xff);
    }
    return number;
  }

  private static boolean isHex(byte letter) {
    return isDigit(letter) || ('a' <= letter && letter <= 'f');
  }

  private static boolean isDigit(byte letter) {
    return '0' <= letter && letter <= '9';
  }

  private int runEnd(int from, int limit) {
    int at = from;
    while (at < limit && isHex(bytes[at])) {
      at++;
    }
    return at;
  }

  /// Splits a run of hexadecimal digits, and what follows if they begin a UUID.
  private int splitRun(int from, int to) {
    if (to - from == 8 && isUuid(from)) {
      addUuid(from);
      return from + UUID_LENGTH;
    }
    if (to - from >= FEWEST_HEX && isMixed(from, to)) {
      splitHex(from, to);
    } else {
      splitDigits(from, to);
    }
    return to;
  }

  private boolean isUuid(int from) {
    if (end - from < UUID_LENGTH) {
      return false;
    }
    for (int at = 0; at < UUID_LENGTH; at++) {
      byte letter = bytes[from + at];
      boolean isDash = at == 8 || at == 13 || at == 18 || at == 23;
      if (isDash ? letter != '-' : !isHex(letter)) {
        return false;
      }
    }
    return true;
  }

  private boolean isMixed(int from, int to) {
    int digits = 0;
    for (int at = from; at < to; at++) {
      digits += isDigit(bytes[at]) ? 1 : 0;
    }
    return digits > 0 && digits < to - from;
  }

  private void addUuid(int at) {
    long high = (hex(at, 8) << 32) | (hex(at + 9, 4) << 16) | hex(at + 14, 4);
    addSlot(at, at + 19, Slot.UUID_HIGH, Slot.versionToTop(high));
    addSlot(at + 19, at + UUID_LENGTH, Slot.UUID_LOW, (hex(at + 19, 4) << 48) | hex(at + 24, 12));
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
      number = (number << 4) | Character.digit(bytes[at], 16);
    }
    return number;
  }

  private void splitDigits(int from, int to) {
    int at = from;
    while (at < to && count < MAX_SLOTS) {
      int start = at;
      while (at < to && isDigit(bytes[at])) {
        at++;
      }
      if (at - start >= fewestDigits && at - start <= Slot.MAX_DIGITS) {
        boolean isPadded = bytes[start] == '0' && at - start > 1;
        addSlot(start, at, isPadded ? Slot.DIGITS : Slot.DECIMAL, decimal(start, at));
      }
      at += at == start ? 1 : 0;
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
    slots[count] = slot;
    numbers[count++] = number;
  }
}
