package dev.clew.wire.zipkin;

import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Texts of a span in UTF-8, one behind the other in an array; each is a [Slice] of it.
///
/// Owned by one thread.
final class Texts {
  private byte[] bytes = {};
  private int size;

  void clear() {
    size = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Adds a text that is known to be UTF-8.
  long add(byte[] source, int from, int to) {
    int length = to - from;
    if (bytes.length - size < length) {
      int doubled = (int) Math.min(Math.max(64, 2L * bytes.length), Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), doubled));
    }
    System.arraycopy(source, from, bytes, size, length);
    long text = Slice.of(size, length);
    size += length;
    return text;
  }

  /// Adds bytes of which those that are no UTF-8 become U+FFFD.
  long addAny(byte[] source, int from, int to) {
    return Utf8.isValid(source, from, to)
        ? add(source, from, to)
        : add(new String(source, from, to - from, StandardCharsets.UTF_8));
  }

  long add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return add(utf8, 0, utf8.length);
  }

  /// Puts a text that was added last into lower case.
  long lowerCase(long text) {
    int from = Slice.offset(text);
    int length = Slice.length(text);
    if (Utf8.ascii(bytes, from, from + length) < length) {
      size = from;
      return add(text(text).toLowerCase(Locale.ROOT));
    }
    for (int at = from; at < from + length; at++) {
      if (bytes[at] >= 'A' && bytes[at] <= 'Z') {
        bytes[at] = (byte) (bytes[at] + ('a' - 'A'));
      }
    }
    return text;
  }

  String text(long text) {
    return Slice.text(bytes, text);
  }

  boolean areEqual(long one, long other) {
    int from = Slice.offset(one);
    int otherFrom = Slice.offset(other);
    return Arrays.equals(
        bytes, from, from + Slice.length(one), bytes, otherFrom, otherFrom + Slice.length(other));
  }

  /// In the order of their bytes.
  int compare(long one, long other) {
    int from = Slice.offset(one);
    int otherFrom = Slice.offset(other);
    return Arrays.compareUnsigned(
        bytes, from, from + Slice.length(one), bytes, otherFrom, otherFrom + Slice.length(other));
  }

  /// The two letters that a text is, the first above the second; 0 for any other text.
  int pair(long text) {
    int from = Slice.offset(text);
    return Slice.length(text) == 2 ? bytes[from] << Byte.SIZE | (bytes[from + 1] & 0xff) : 0;
  }
}
