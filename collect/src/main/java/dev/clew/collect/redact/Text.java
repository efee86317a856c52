package dev.clew.collect.redact;

import java.nio.charset.StandardCharsets;

/// The part of an array that is looked at, and the questions one asks about it.
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Text(byte[] bytes, int from, int to) {
  private static final byte DIGIT = 1;
  private static final byte LOWER = 2;
  private static final byte UPPER = 4;
  private static final byte SPACE = 8;

  private static final byte[] KINDS = new byte[256];

  static {
    for (int c = '0'; c <= '9'; c++) {
      KINDS[c] = DIGIT;
    }
    for (int c = 'a'; c <= 'z'; c++) {
      KINDS[c] = LOWER;
      KINDS[c - 'a' + 'A'] = UPPER;
    }
    " \t\r\n".chars().forEach(c -> KINDS[c] = SPACE);
  }

  static Text of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Text(bytes, 0, bytes.length);
  }

  static boolean isDigit(int b) {
    return KINDS[b & 0xff] == DIGIT;
  }

  static boolean isUpper(int b) {
    return KINDS[b & 0xff] == UPPER;
  }

  static boolean isLower(int b) {
    return KINDS[b & 0xff] == LOWER;
  }

  static boolean isLetter(int b) {
    return (KINDS[b & 0xff] & (LOWER | UPPER)) != 0;
  }

  static boolean isAlphanumeric(int b) {
    return (KINDS[b & 0xff] & (LOWER | UPPER | DIGIT)) != 0;
  }

  static boolean isSpace(int b) {
    return KINDS[b & 0xff] == SPACE;
  }

  static boolean isQuote(int b) {
    return b == '"' || b == '\'';
  }

  /// Base 64 as URLs have it.
  static boolean isBase64Url(int b) {
    return isAlphanumeric(b) || b == '-' || b == '_';
  }

  /// The byte there; 0 beyond the ends.
  int at(int position) {
    return position < from || position >= to ? 0 : bytes[position];
  }

  boolean startsWith(byte[] prefix, int position) {
    if (position < from || to - position < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[position + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// The same for a prefix in lower case, whatever the case here.
  boolean startsWithAnyCase(byte[] prefix, int position) {
    if (position < from || to - position < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (lower(bytes[position + i]) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  static int lower(int b) {
    return isUpper(b) ? b + ('a' - 'A') : b;
  }

  /// True where no word goes on from before `position`.
  boolean isWordStart(int position) {
    int before = at(position - 1);
    return !isAlphanumeric(before) && before != '_';
  }
}
