package dev.clew.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.wire.otlp.EncodedValues;
import dev.clew.wire.otlp.Slice;
import dev.clew.wire.proto.MalformedException;
import dev.clew.wire.proto.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks the tokens of a JSON text in UTF-8 and makes no object of them; strict as RFC 8259.
///
/// Owned by one thread. It stands on one value: a scalar is read whole, of an object or array only
/// the bracket is.
final class JsonScanner {
  // An entry of a map of maps stands four levels deeper than its map, and all values stand in ten.
  private static final int MAX_DEPTH = 4 * EncodedValues.MAX_DEPTH + 16;
  private static final int MAX_NUMBER_LENGTH = 400;
  private static final int MAX_NAME_LENGTH = 50_000;
  private static final int END = -1;
  // So many digits fit in 64 bits, and are negative where they do not fit in 63.
  private static final int MOST_DIGITS = 19;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private final byte[] bytes;
  private int at;
  private JsonToken token = JsonToken.NOT_AVAILABLE;
  private int tokenAt;

  // A string without its quotes, or a number; escapes, if there are any, still stand in it.
  private int from;
  private int to;
  private boolean isPlain;
  private JsonEscapes escapes = JsonEscapes.NONE;

  // Of each object and array around: how many values it had so far, and the name of the last one,
  // which is negative in an array.
  private int depth;
  private final int[] counts = new int[MAX_DEPTH + 1];
  private final long[] names = new long[MAX_DEPTH + 1];

  JsonScanner(byte[] bytes) {
    this.bytes = bytes;
    boolean hasMark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    at = hasMark ? 3 : 0;
  }

  JsonToken token() {
    return token;
  }

  /// Reads the value that comes next.
  void nextValue() throws MalformedException {
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

  /// Steps into the object or array whose bracket was read.
  void enter() throws MalformedException {
    if (depth == MAX_DEPTH) {
      throw syntax("depth must be at most " + MAX_DEPTH);
    }
    depth++;
    counts[depth] = 0;
    names[depth] = token == JsonToken.START_ARRAY ? -1 : Slice.EMPTY;
  }

  /// Reads the next element of the array, or its end.
  boolean nextElement() throws MalformedException {
    if (!hasNext(']', JsonToken.END_ARRAY)) {
      return false;
    }
    nextValue();
    return true;
  }

  /// Reads the name of the object's next member, or its end; then comes [#nextMemberValue()].
  boolean nextName() throws MalformedException {
    if (!hasNext('}', JsonToken.END_OBJECT)) {
      return false;
    }
    if (peekPastBlanks() != '"') {
      throw syntax("a name needs to be in quotes");
    }
    string();
    if (to - from > MAX_NAME_LENGTH) {
      throw syntax("a name must not be longer than " + MAX_NAME_LENGTH + " bytes");
    }
    names[depth] = Slice.of(from, to - from);
    return true;
  }

  void nextMemberValue() throws MalformedException {
    if (peekPastBlanks() != ':') {
      throw syntax("a name needs to be followed by a colon");
    }
    at++;
    nextValue();
  }

  private boolean hasNext(int close, JsonToken end) throws MalformedException {
    int next = peekPastBlanks();
    if (next == close) {
      at++;
      depth--;
      token = end;
      return false;
    }
    if (counts[depth] > 0) {
      if (next != ',') {
        throw syntax("values need a comma between them");
      }
      at++;
    }
    counts[depth]++;
    return true;
  }

  /// Checks that nothing but blanks follows.
  void end(String what) throws MalformedException {
    if (peekPastBlanks() != END) {
      nextValue();
      throw new MalformedException(what + " needs to be one JSON value, got more", tokenAt);
    }
  }

  private int peekPastBlanks() {
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

  private void setText(int start, int end, boolean isWithoutEscapes) {
    from = start;
    to = end;
    isPlain = isWithoutEscapes;
  }

  private void string() throws MalformedException {
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
  String text() {
    byte[] text = utf8();
    return new String(text, utf8From(), utf8To() - utf8From(), StandardCharsets.UTF_8);
  }

  /// The array that holds the scalar's text, in UTF-8 and without escapes, until the next is read.
  byte[] utf8() {
    if (isPlain) {
      return bytes;
    }
    if (escapes == JsonEscapes.NONE) {
      escapes = new JsonEscapes();
    }
    escapes.resolve(bytes, from, to);
    return escapes.bytes();
  }

  int utf8From() {
    return isPlain ? from : 0;
  }

  /// To be asked after [#utf8()].
  int utf8To() {
    return isPlain ? to : escapes.size();
  }

  /// The scalar where it is nothing but digits and no more than fit in a long, else a negative
  /// number.
  long digits() {
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

  /// The name that was read, if it is plain: one of those that come again and again.
  String name() {
    return isPlain ? KnownNames.of(bytes, from, to) : text();
  }

  /// Passes over what is in the object or array that it stands on.
  void skipChildren() throws MalformedException {
    if (token == JsonToken.START_OBJECT) {
      enter();
      while (nextName()) {
        nextMemberValue();
        skipChildren();
      }
    } else if (token == JsonToken.START_ARRAY) {
      enter();
      while (nextElement()) {
        skipChildren();
      }
    }
  }

  /// Where the value that it stands on starts.
  int valueAt() {
    return tokenAt;
  }

  /// Where what was read so far ends.
  int position() {
    return at;
  }

  /// Passes over an object that is written as an earlier one was, byte for byte; says whether it
  /// is.
  boolean skipObjectLike(int start, int end) {
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

  /// Says what is wrong with the value, and where.
  MalformedException malformed(String message) {
    String path = path();
    return new MalformedException(path.isEmpty() ? message : path + ": " + message, tokenAt);
  }

  private MalformedException syntax(String message) {
    return new MalformedException("body needs to be JSON: " + message, at);
  }

  /// A JSON pointer to the value.
  private String path() {
    var path = new StringBuilder();
    for (int level = 1; level <= depth; level++) {
      if (names[level] < 0) {
        path.append('/').append(counts[level] - 1);
      } else if (names[level] != Slice.EMPTY) {
        String name = Slice.text(bytes, names[level]);
        path.append('/').append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return path.toString();
  }
}
