package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;

/// Finds the password in `scheme://user:password@host`.
final class UrlPasswords {
  private static final int MOST_BYTES = 256;

  private UrlPasswords() {}

  /// The password in front of the sign at `at`, at `floor` or later.
  static long find(Text text, int at, int floor) {
    int least = Math.max(floor, at - MOST_BYTES);
    int colon = -1;
    for (int position = at - 1; position >= least; position--) {
      int b = text.at(position);
      if (b == '/') {
        return isAuthority(text, position) && colon >= 0
            ? password(text, colon + 1, at)
            : Slice.EMPTY;
      }
      if (b == ':') {
        colon = position;
      } else if (Text.isSpace(b) || Text.isQuote(b) || b == '@') {
        return Slice.EMPTY;
      }
    }
    return Slice.EMPTY;
  }

  private static boolean isAuthority(Text text, int slash) {
    return text.at(slash - 1) == '/' && text.at(slash - 2) == ':';
  }

  private static long password(Text text, int from, int to) {
    boolean isOne = !Placeholders.isOne(new Text(text.bytes(), from, to));
    return isOne ? Slice.of(from, to - from) : Slice.EMPTY;
  }
}
