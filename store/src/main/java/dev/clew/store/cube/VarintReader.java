package dev.clew.store.cube;

import dev.clew.store.CorruptBlockException;
import java.nio.charset.StandardCharsets;

/// Reads what a [VarintWriter] wrote and trusts none of it.
///
/// Owned by one thread.
final class VarintReader {
  private final byte[] bytes;
  private final String file;
  private int at;

  /// @param file named in the complaint about damage
  VarintReader(byte[] bytes, String file) {
    this(bytes, 0, file);
  }

  /// @param at where the first number starts
  VarintReader(byte[] bytes, int at, String file) {
    this.bytes = bytes;
    this.at = at;
    this.file = file;
  }

  /// Where the next number starts.
  int at() {
    return at;
  }

  int left() {
    return bytes.length - at;
  }

  long unsigned() throws CorruptBlockException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == bytes.length) {
        throw corrupt("the bytes end within a number");
      }
      long next = bytes[at++];
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw corrupt("a number of more than ten bytes");
  }

  long signed() throws CorruptBlockException {
    long value = unsigned();
    return value >>> 1 ^ -(value & 1);
  }

  /// A number from `least` to `most`.
  int unsigned(String what, int least, int most) throws CorruptBlockException {
    return within(what, unsigned(), least, most);
  }

  /// A number from `least` to `most`, told as the distance from `previous`.
  int signed(String what, int previous, int least, int most) throws CorruptBlockException {
    return within(what, previous + signed(), least, most);
  }

  private int within(String what, long value, int least, int most) throws CorruptBlockException {
    if (value < least || value > most) {
      throw corrupt(what + " " + value + ", expected " + least + " to " + most);
    }
    return (int) value;
  }

  /// A count of things that take a byte at least each, so that there cannot be more of them than
  /// bytes.
  int count(String what, int most) throws CorruptBlockException {
    return unsigned(what, 0, Math.min(most, left()));
  }

  String text(int length) throws CorruptBlockException {
    if (length > left()) {
      throw corrupt("a text of " + length + " bytes where " + left() + " are left");
    }
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  CorruptBlockException corrupt(String found) {
    return new CorruptBlockException(file, at, found);
  }
}
