package dev.clew.store;

/// The distinct values of a column, numbered from 0. Different codes have different values; a code
/// may occur in no row.
public interface Dictionary {
  int size();

  /// The value as it was sent: UTF-8 of a text, raw bytes, or an encoded `ArrayValue` or
  /// `KeyValueList` message. Not to be changed.
  byte[] bytes(int code);

  /// The value as text; what is not UTF-8 becomes U+FFFD.
  String text(int code);
}
