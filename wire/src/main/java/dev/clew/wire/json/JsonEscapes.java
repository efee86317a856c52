package dev.clew.wire.json;

import java.nio.charset.StandardCharsets;

/// A JSON string as the text it stands for, in UTF-8.
///
/// Owned by one thread.
final class JsonEscapes {
  static final JsonEscapes NONE = new JsonEscapes();

  private static final int UNICODE = 6;
  private static final String LETTERS = "\"\\/bfnrt";
  private static final String MEANINGS = "\"\\/\b\f\n\r\t";

  private byte[] bytes = {};
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /// How long the escape is whose backslash is here; 0 where it is none.
  static int length(byte[] bytes, int at) {
    if (at + 1 >= bytes.length) {
      return 0;
    }
    if (bytes[at + 1] != 'u') {
      return LETTERS.indexOf(bytes[at + 1]) < 0 ? 0 : 2;
    }
    if (at + UNICODE > bytes.length) {
      return 0;
    }
    for (int digit = at + 2; digit < at + UNICODE; digit++) {
      if (Character.digit(bytes[digit], 16) < 0) {
        return 0;
      }
    }
    return UNICODE;
  }

  /// Takes a string whose escapes are known to be right. Half of a pair of surrogates becomes a
  /// question mark.
  void resolve(byte[] source, int from, int to) {
    if (bytes.length < to - from) {
      bytes = new byte[to - from]; // no escape is shorter than what it stands for
    }
    size = 0;
    int at = from;
    while (at < to) {
      if (source[at] != '\\') {
        bytes[size++] = source[at++];
      } else if (source[at + 1] != 'u') {
        bytes[size++] = (byte) MEANINGS.charAt(LETTERS.indexOf(source[at + 1]));
        at += 2;
      } else {
        at = resolveUnicode(source, at, to);
      }
    }
  }

  private int resolveUnicode(byte[] source, int at, int to) {
    char first = unit(source, at);
    int next = at + UNICODE;
    boolean isPair =
        Character.isHighSurrogate(first)
            && next < to
            && source[next] == '\\'
            && source[next + 1] == 'u'
            && Character.isLowSurrogate(unit(source, next));
    String character = isPair ? "" + first + unit(source, next) : "" + first;
    byte[] utf8 = character.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return isPair ? next + UNICODE : next;
  }

  private static char unit(byte[] source, int at) {
    int unit = 0;
    for (int digit = at + 2; digit < at + UNICODE; digit++) {
      unit = unit << 4 | Character.digit(source[digit], 16);
    }
    return (char) unit;
  }
}
