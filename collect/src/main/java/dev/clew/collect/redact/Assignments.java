package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;
import java.util.Arrays;

/// Finds what a text gives to a name that names a secret: `password=…`, `"token": "…"`, `--api-key
/// …`, `Cookie: …`.
final class Assignments {
  private static final int MOST_NAME = 64;
  private static final int LEAST_NAME = 3;
  private static final int MOST_SPACES = 3;
  private static final int LEAST_OF_CHANCE = 6;
  private static final int LOOKED_AT = 64;
  private static final String ENDS = "&;,)}]|<>";
  private static final String ENDS_IN_QUERY = "&#,)}]|<>";
  private static final String SIGNS = "!@#$^*+=/~%";

  private Assignments() {}

  /// The value behind the `=` or `:` at `at`, whose name starts at `floor` or later.
  static long find(Text text, int at, int floor) {
    int end = skipSpacesBack(text, at, floor);
    boolean isQuoted = isClosing(text.at(end - 1)) && end - 1 > floor;
    if (isQuoted) {
      end--;
      end -= text.at(end - 1) == '\\' && end - 1 > floor ? 1 : 0;
    }
    int start = nameStart(text, end, floor);
    if (end - start < LEAST_NAME) {
      return Slice.EMPTY;
    }
    int before = text.at(start - 1);
    boolean isQuery = text.at(at) == '=' && (before == '?' || before == '&');
    Text name = new Text(text.bytes(), start, end);
    if (!SecretNames.isSecretInText(name, isQuery)) {
      return Slice.EMPTY;
    }
    boolean isHeader = text.at(at) == ':' && SecretNames.isHeader(name);
    boolean isSure = isQuoted || isHeader || text.at(at) == '=';
    return value(text, at + 1, name, new Manner(isSure, isQuery, isHeader));
  }

  /// The word behind an option such as `--password` whose second dash stands at `at`.
  static long findOption(Text text, int at) {
    int end = at + 1;
    int most = Math.min(text.to(), end + MOST_NAME);
    while (end < most && isNameByte(text.at(end))) {
      end++;
    }
    Text name = new Text(text.bytes(), at + 1, end);
    if (text.at(end) != ' ' || !SecretNames.isSecretInText(name, false)) {
      return Slice.EMPTY;
    }
    return text.at(end + 1) == '-'
        ? Slice.EMPTY
        : value(text, end + 1, name, new Manner(true, false, false));
  }

  /// How a value was given.
  ///
  /// @param isSure where nobody writes so but to give a value; else it must look like chance
  /// @param isQuery in a URL
  /// @param isHeader in a header of HTTP, where the value takes the rest of the line
  private record Manner(boolean isSure, boolean isQuery, boolean isHeader) {
    boolean ends(int b) {
      if (isHeader) {
        return b == '\n' || b == '\r' || b == '"';
      }
      return Text.isSpace(b) || Text.isQuote(b) || (isQuery ? ENDS_IN_QUERY : ENDS).indexOf(b) >= 0;
    }
  }

  private static int skipSpacesBack(Text text, int at, int floor) {
    int end = at;
    while (end > floor && at - end < MOST_SPACES && text.at(end - 1) == ' ') {
      end--;
    }
    return end;
  }

  private static boolean isClosing(int b) {
    return Text.isQuote(b) || b == ']';
  }

  private static int nameStart(Text text, int end, int floor) {
    int start = end;
    int least = Math.max(Math.max(floor, text.from()), end - MOST_NAME);
    while (start > least && isNameByte(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isNameByte(int b) {
    return Text.isAlphanumeric(b) || b == '_' || b == '-' || b == '.';
  }

  private static long value(Text text, int from, Text name, Manner manner) {
    int start = from;
    int most = from + MOST_SPACES;
    while (start < most
        && (text.at(start) == ' ' || text.at(start) == '>' || text.at(start) == '=')) {
      start++;
    }
    int escape = text.at(start) == '\\' ? 1 : 0;
    int quote = text.at(start + escape);
    Text value =
        Text.isQuote(quote)
            ? quoted(text, start + escape + 1, quote)
            : new Text(text.bytes(), start, plainEnd(text, start, manner));
    return isSecret(value, name, manner)
        ? Slice.of(value.from(), value.to() - value.from())
        : Slice.EMPTY;
  }

  private static Text quoted(Text text, int from, int quote) {
    int to = from;
    while (to < text.to() && text.at(to) != quote) {
      to++;
    }
    boolean isEscaped = to > from && to < text.to() && text.at(to - 1) == '\\';
    return new Text(text.bytes(), Math.min(from, to), isEscaped ? to - 1 : to);
  }

  private static int plainEnd(Text text, int from, Manner manner) {
    int to = from;
    while (to < text.to() && !manner.ends(text.at(to))) {
      to++;
    }
    return to;
  }

  private static boolean isSecret(Text value, Text name, Manner manner) {
    if (value.from() >= value.to() || Placeholders.isOne(value)) {
      return false;
    }
    return manner.isSure() ? !isReference(value, name) : looksLikeChance(value);
  }

  /// `a.token = b.token`, `token=token`, `PWD=/home`.
  private static boolean isReference(Text value, Text name) {
    int length = value.to() - value.from();
    if (value.at(value.from()) == '/' && name.to() - name.from() == 3) {
      return true;
    }
    if (length > MOST_NAME) {
      return false;
    }
    boolean isPath = false;
    for (int at = value.from(); at < value.to(); at++) {
      int b = value.at(at);
      if (!isNameByte(b)) {
        return false;
      }
      isPath |= b == '.';
    }
    boolean isSame =
        length == name.to() - name.from() && value.startsWith(bytes(name), value.from());
    return isSame || (isPath && SecretNames.isSecret(value));
  }

  private static byte[] bytes(Text text) {
    return Arrays.copyOfRange(text.bytes(), text.from(), text.to());
  }

  /// True for what is no word of a sentence.
  private static boolean looksLikeChance(Text value) {
    if (value.to() - value.from() < LEAST_OF_CHANCE) {
      return false;
    }
    int most = Math.min(value.to(), value.from() + LOOKED_AT);
    for (int at = value.from(); at < most; at++) {
      int b = value.at(at);
      if (Text.isDigit(b)
          || SIGNS.indexOf(b) >= 0
          || (Text.isUpper(b) && Text.isLower(value.at(at - 1)))) {
        return true;
      }
    }
    return false;
  }
}
