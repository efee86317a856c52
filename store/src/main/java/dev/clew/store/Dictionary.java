package dev.clew.store;

/// The distinct values of a column, numbered from 0. Different codes have different values; a code
/// may occur in no row.
public interface Dictionary {
  int size();

  /// The value as it was sent: UTF-8 of a text, raw bytes, or an encoded `ArrayValue` or
  /// `KeyValueList` message. Not to be changed.
  byte[] bytes(int code);

  /// How many bytes the value has.
  default int length(int code) {
    return bytes(code).length;
  }

  /// The same in the low half. Where values lie all over memory, something of the value is in the
  /// high half, so that whoever asks for many of them waits for all together.
  default long look(int code) {
    return length(code);
  }

  /// Copies the bytes of the value to `into`, from `at` on.
  default void copy(int code, byte[] into, int at) {
    byte[] value = bytes(code);
    System.arraycopy(value, 0, into, at, value.length);
  }

  /// True when the value has these bytes in it, side by side.
  default boolean has(int code, byte[] part) {
    byte[] value = bytes(code);
    return Parts.isIn(part, value, 0, value.length);
  }

  /// The value as text; what is not UTF-8 becomes U+FFFD.
  String text(int code);
}
