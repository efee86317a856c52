package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;
import java.nio.charset.StandardCharsets;

/// Finds the credentials behind `Bearer` and `Basic`, and signed tokens of JSON.
final class Credentials {
  private static final byte[] BEARER = "bearer ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BASIC = "basic ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JSON = "eyJ".getBytes(StandardCharsets.US_ASCII);
  private static final int LEAST = 8;
  private static final int LEAST_WITHOUT_DIGITS = 24;
  private static final int LEAST_HEADER = 10;
  private static final int MOST_BYTES = 1 << 14;
  private static final String SIGNS = "-._~+/=";

  private Credentials() {}

  /// The credentials behind the space at `at`.
  static long findBehindScheme(Text text, int at) {
    if (!isScheme(text, BEARER, at) && !isScheme(text, BASIC, at)) {
      return Slice.EMPTY;
    }
    int from = at + 1;
    int to = from;
    int most = Math.min(text.to(), from + MOST_BYTES);
    boolean hasDigit = false;
    int humps = 0;
    while (to < most && isToken(text.at(to))) {
      int b = text.at(to);
      hasDigit |= Text.isDigit(b) || b == '=';
      humps += Text.isUpper(b) && Text.isLower(text.at(to - 1)) ? 1 : 0;
      to++;
    }
    int length = to - from;
    boolean isOne = length >= LEAST && (hasDigit || humps > 1 || length >= LEAST_WITHOUT_DIGITS);
    return isOne ? Slice.of(from, length) : Slice.EMPTY;
  }

  private static boolean isScheme(Text text, byte[] scheme, int space) {
    int from = space + 1 - scheme.length;
    return text.startsWithAnyCase(scheme, from) && text.isWordStart(from);
  }

  private static boolean isToken(int b) {
    return Text.isAlphanumeric(b) || SIGNS.indexOf(b) >= 0;
  }

  /// The token of JSON whose third character stands at `at`.
  static long findJwt(Text text, int at) {
    int from = at - 2;
    if (!text.startsWith(JSON, from) || Text.isBase64Url(text.at(from - 1))) {
      return Slice.EMPTY;
    }
    int header = segmentEnd(text, from);
    if (header - from < LEAST_HEADER || text.at(header) != '.') {
      return Slice.EMPTY;
    }
    int payload = segmentEnd(text, header + 1);
    boolean isJson = text.startsWith(JSON, header + 1);
    boolean isSigned = text.at(payload) == '.' && payload - header > LEAST_HEADER;
    if (!isJson && !isSigned) {
      return Slice.EMPTY;
    }
    int to = payload;
    while (text.at(to) == '.' && to - from < MOST_BYTES) {
      to = segmentEnd(text, to + 1);
    }
    return Slice.of(from, to - from);
  }

  private static int segmentEnd(Text text, int from) {
    int to = from;
    while (to < text.to() && Text.isBase64Url(text.at(to))) {
      to++;
    }
    return to;
  }
}
