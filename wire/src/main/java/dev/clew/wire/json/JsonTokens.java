package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the scalars and brackets of a JSON text in UTF-8 one by one and makes no object of them;
/// strict as RFC 8259.
///
/// Owned by one thread. It stands on one value: a scalar is read whole, of an object or array only
/// the bracket is.
abstract sealed class JsonTokens permits JsonScanner {
  static final int END = -1;

  private static final int MAX_NUMBER_LENGTH = 400;
  // So many digits fit in 64 bits, and are negative where they do not fit in 63.
  private static final int MOST_DIGITS = 19;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  final byte[] bytes;
  int at;
  JsonToken token = JsonToken.NOT_AVAILABLE;
  int tokenAt;

  // A string without its quotes, or a number; escapes, if there are any, still stand in it.
  int from;
  int to;
  boolean isPlain;
  private JsonEscapes escapes = JsonEscapes.NONE;

  JsonTokens(byte[] bytes) {
    this.bytes = bytes;
    boolean hasMark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    at = hasMark ? 3 : 0;
  }

  final JsonToken token() {
    return token;
  }

  /// Reads the value that comes next.
  final void nextValue() throws MalformedException {
    int next = peekPastBlanks();
    tokenAt = at;
    switch (next) {
      case '"' -> string();
      case '{' -> open(JsonToken.START_OBJECT);
      case '[' -> open(JsonToken.START_ARRAY);
      case 't' -> literal("true", JsonToken.VALUE_TRUE);
      case 'f' -> literal("false", JsonToken.VALUE_FALSE);
      case 'n' -> literal("null", JsonToken.VALUE_NULL);
      default -> number();
    }
  }

  private void open(JsonToken bracket) {
    token = bracket;
    at++;
  }

  /// What comes next behind the blanks, or `END`.
  final int peekPastBlanks() {
    while (at < bytes.length) {
      byte next = bytes[at];
      if (next > ' ' || next < 0) {
        return next & 0xff;
      }
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      at++;
    }
    return END;
  }

  private void literal(String word, JsonToken literal) throws MalformedException {
    for (int letter = 0; letter < word.length(); letter++) {
      if (at >= bytes.length || bytes[at] != word.charAt(letter)) {
        throw syntax("unknown word");
      }
      at++;
    }
    token = literal;
    setText(tokenAt, at, true);
  }

  final void setText(int start, int end, boolean isWithoutEscapes) {
    from = start;
    to = end;
    isPlain = isWithoutEscapes;
  }

  final void string() throws MalformedException {
    int start = ++at;
    boolean isWithoutEscapes = true;
    boolean isAscii = true;
    while (true) {
      skipUsual();
      int next = at < bytes.length ? bytes[at] : '\0';
      if (next == '"') {
        break;
      }
      if (next < 0) {
        isAscii = false;
        at++;
      } else if (next == '\\') {
        isWithoutEscapes = false;
        skipEscape();
      } else {
        throw syntax(at < bytes.length ? "control characters need escapes" : "text needs its end");
      }
    }
    if (!isAscii && !Utf8.isValid(bytes, start, at)) {
      throw syntax("text needs to be UTF-8");
    }
    token = JsonToken.VALUE_STRING;
    setText(start, at, isWithoutEscapes);
    at++;
  }

  /// Passes over bytes that are a character each and stand for themselves.
  private void skipUsual() {
    while (at + Long.BYTES <= bytes.length) {
      long word = (long) LONGS.get(bytes, at);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      // The lowest bit of these is that of the first such byte; above it there may be others.
      long special =
          ((quote - ONES) & ~quote)
              | ((backslash - ONES) & ~backslash)
              | ((word - SPACES) & ~word)
              | word;
      special &= HIGH_BITS;
      if (special != 0) {
        at += Long.numberOfTrailingZeros(special) / Byte.SIZE;
        return;
      }
      at += Long.BYTES;
    }
    while (at < bytes.length && isUsual(bytes[at])) {
      at++;
    }
  }

  private static boolean isUsual(byte next) {
    return next >= ' ' && next != '"' && next != '\\';
  }

  private void skipEscape() throws MalformedException {
    int length = JsonEscapes.length(bytes, at);
    if (length == 0) {
      throw syntax("unknown escape");
    }
    at += length;
  }

  private void number() throws MalformedException {
    boolean isWhole = true;
    skip('-');
    if (!skip('0')) {
      skipDigits();
    }
    if (skip('.')) {
      isWhole = false;
      skipDigits();
    }
    if (skip('e') || skip('E')) {
      isWhole = false;
      if (!skip('+')) {
        skip('-');
      }
      skipDigits();
    }
    if (at - tokenAt > MAX_NUMBER_LENGTH) {
      throw syntax("a number must not be longer than " + MAX_NUMBER_LENGTH + " digits");
    }
    token = isWhole ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    setText(tokenAt, at, true);
  }

  private boolean skip(char wanted) {
    boolean isThere = at < bytes.length && bytes[at] == wanted;
    if (isThere) {
      at++;
    }
    return isThere;
  }

  private void skipDigits() throws MalformedException {
    int start = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw syntax("a value is missing or unknown");
    }
  }

  /// The scalar's text; of a member's name before its value is read.
  final String text() {
    byte[] text = utf8();
    return new String(text, utf8From(), utf8To() - utf8From(), StandardCharsets.UTF_8);
  }

  /// The array that holds the scalar's text, in UTF-8 and without escapes, until the next is read.
  final byte[] utf8() {
    if (isPlain) {
      return bytes;
    }
    if (escapes == JsonEscapes.NONE) {
      escapes = new JsonEscapes();
    }
    escapes.resolve(bytes, from, to);
    return escapes.bytes();
  }

  final int utf8From() {
    return isPlain ? from : 0;
  }

  /// To be asked after [#utf8()].
  final int utf8To() {
    return isPlain ? to : escapes.size();
  }

  /// The scalar where it is nothing but digits and no more than fit in a long, else a negative
  /// number.
  final long digits() {
    if (to - from > MOST_DIGITS || from == to) {
      return -1;
    }
    long number = 0;
    for (int next = from; next < to; next++) {
      int digit = bytes[next] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /// Where the value that it stands on starts.
  final int valueAt() {
    return tokenAt;
  }

  /// Where what was read so far ends.
  final int position() {
    return at;
  }

  /// Passes over an object that is written as an earlier one was, byte for byte; says whether it
  /// is.
  final boolean skipObjectLike(int start, int end) {
    int length = end - start;
    boolean isLike =
        length > 0
            && tokenAt + length <= bytes.length
            && Arrays.equals(bytes, start, end, bytes, tokenAt, tokenAt + length);
    if (isLike) {
      at = tokenAt + length;
      token = JsonToken.END_OBJECT;
    }
    return isLike;
  }

  final MalformedException syntax(String message) {
    return new MalformedException("body needs to be JSON: " + message, at);
  }
}
