package dev.clew.wire.zipkin;

import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Texts of a span in UTF-8. Most stand in the body, where they stay; the others are kept beside
/// it, and numbered as if they stood behind it.
///
/// Owned by one thread.
final class Texts {
  private final byte[] body;
  private byte[] others = {};
  private int size;

  Texts(byte[] body) {
    this.body = body;
  }

  /// Forgets all but the body.
  void clear() {
    size = 0;
  }

  /// The array that a text stands in.
  byte[] array(long text) {
    return isOfBody(text) ? body : others;
  }

  /// Where it stands there, a [Slice].
  long place(long text) {
    return isOfBody(text) ? text : Slice.of(from(text), Slice.length(text));
  }

  private int from(long text) {
    int offset = Slice.offset(text);
    return offset < body.length ? offset : offset - body.length;
  }

  /// True of a text that stands in the body.
  boolean isOfBody(long text) {
    return Slice.offset(text) < body.length;
  }

  /// Adds a text that is known to be UTF-8.
  @SuppressWarnings("ReferenceEquality") // the body itself, not one that is equal
  long add(byte[] source, int from, int to) {
    return source == body ? Slice.of(from, to - from) : append(source, from, to - from);
  }

  private long append(byte[] source, int from, int length) {
    if (others.length - size < length) {
      int doubled = (int) Math.min(Math.max(64, 2L * others.length), Integer.MAX_VALUE - 8);
      others = Arrays.copyOf(others, Math.max(Math.addExact(size, length), doubled));
    }
    System.arraycopy(source, from, others, size, length);
    long text = Slice.of(Math.addExact(body.length, size), length);
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

  /// The text in lower case.
  long lowerCase(long text) {
    byte[] bytes = array(text);
    int from = from(text);
    int to = from + Slice.length(text);
    if (Utf8.ascii(bytes, from, to) < to - from) {
      return add(text(text).toLowerCase(Locale.ROOT));
    }
    for (int at = from; at < to; at++) {
      if (isUpperCase(bytes[at])) {
        return lowered(append(bytes, from, to - from));
      }
    }
    return text;
  }

  private long lowered(long text) {
    int from = from(text);
    for (int at = from; at < from + Slice.length(text); at++) {
      if (isUpperCase(others[at])) {
        others[at] = (byte) (others[at] + ('a' - 'A'));
      }
    }
    return text;
  }

  private static boolean isUpperCase(byte letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  String text(long text) {
    return Slice.text(array(text), place(text));
  }

  boolean areEqual(long one, long other) {
    int from = from(one);
    int otherFrom = from(other);
    return Arrays.equals(
        array(one),
        from,
        from + Slice.length(one),
        array(other),
        otherFrom,
        otherFrom + Slice.length(other));
  }

  /// In the order of their bytes.
  int compare(long one, long other) {
    int from = from(one);
    int otherFrom = from(other);
    return Arrays.compareUnsigned(
        array(one),
        from,
        from + Slice.length(one),
        array(other),
        otherFrom,
        otherFrom + Slice.length(other));
  }

  /// The two letters that a text is, the first above the second; 0 for any other text.
  int pair(long text) {
    byte[] bytes = array(text);
    int from = from(text);
    return Slice.length(text) == 2 ? bytes[from] << Byte.SIZE | (bytes[from + 1] & 0xff) : 0;
  }
}
