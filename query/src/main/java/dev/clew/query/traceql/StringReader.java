package dev.clew.query.traceql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Reads a string: raw between backticks, or between double quotes with the escapes of Go.
///
/// Owned by one thread.
final class StringReader {
  private static final String PLAIN_ESCAPES = "abfnrtv\\\"";
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";

  private final String text;
  private final int from;
  private int at;

  // Bytes, for an escape may give a part of a character.
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();

  StringReader(String text, int from) {
    this.text = text;
    this.from = from;
    at = from + 1;
  }

  /// Behind the closing quote.
  int end() {
    return at;
  }

  String read() throws QuerySyntaxException {
    char quote = text.charAt(from);
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (quote == '"' && c == '\n') {
        break;
      }
      if (quote == '"' && c == '\\') {
        readEscape();
      } else {
        int next = text.offsetByCodePoints(at, 1);
        value.writeBytes(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
        at = next;
      }
    }
    if (at == text.length() || text.charAt(at) != quote) {
      throw new QuerySyntaxException(from, "string needs its closing " + quote);
    }
    at++;
    return value.toString(StandardCharsets.UTF_8);
  }

  private void readEscape() throws QuerySyntaxException {
    int start = at;
    at++;
    char c = at < text.length() ? text.charAt(at) : ' ';
    int plain = PLAIN_ESCAPES.indexOf(c);
    if (plain >= 0) {
      at++;
      value.write(ESCAPED.charAt(plain));
    } else if (c == 'x') {
      at++;
      value.write(digits(start, 2, 16));
    } else if (c >= '0' && c <= '7') {
      value.write(digits(start, 3, 8));
    } else if (c == 'u' || c == 'U') {
      at++;
      writeCharacter(start, digits(start, c == 'u' ? 4 : 8, 16));
    } else {
      throw invalid(start);
    }
  }

  private int digits(int start, int count, int radix) throws QuerySyntaxException {
    int number = 0;
    for (int i = 0; i < count; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), radix) : -1;
      if (digit < 0 || number > 0x10ffff) {
        throw invalid(start);
      }
      number = number * radix + digit;
      at++;
    }
    if (radix == 8 && number > 0xff) {
      throw invalid(start);
    }
    return number;
  }

  private void writeCharacter(int start, int codePoint) throws QuerySyntaxException {
    boolean isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    if (!Character.isValidCodePoint(codePoint) || isSurrogate) {
      throw invalid(start);
    }
    value.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }

  private static QuerySyntaxException invalid(int start) {
    return new QuerySyntaxException(
        start,
        "escape needs one of \\a \\b \\f \\n \\r \\t \\v \\\\ \\\" \\ooo \\xhh \\uhhhh \\Uhhhhhhhh");
  }
}
