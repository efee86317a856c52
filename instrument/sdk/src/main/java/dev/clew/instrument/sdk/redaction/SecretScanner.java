package dev.clew.instrument.sdk.redaction;

import org.jspecify.annotations.Nullable;

/// Finds secrets inside one text and replaces each by `***`.
///
/// A scanner by hand, as a pattern of the JDK can take exponential time on a hostile text; this one
/// looks at each character a bounded number of times. Used by one thread.
final class SecretScanner {
  static final String HIDDEN = "***";

  private final SecretNames names;
  private final String text;

  /// The secret that was found last.
  private int from;

  private int to;

  SecretScanner(SecretNames names, String text) {
    this.names = names;
    this.text = text;
  }

  /// The text itself when there is nothing to hide.
  String redacted() {
    @Nullable StringBuilder out = null;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      if (!isStart(at) || !find(at)) {
        at = next(at);
        continue;
      }
      out = out == null ? new StringBuilder(text.length()) : out;
      out.append(text, copied, from).append(HIDDEN);
      copied = to;
      at = to;
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private boolean isStart(int at) {
    return at == 0 || !isWord(text.charAt(at - 1)) || !isWord(text.charAt(at));
  }

  /// Nothing begins inside a word.
  private int next(int at) {
    int next = at + 1;
    if (isWord(text.charAt(at))) {
      while (next < text.length() && isWord(text.charAt(next))) {
        next++;
      }
    }
    return next;
  }

  private boolean find(int at) {
    char first = text.charAt(at);
    if (first == ':') {
      return findUserInfo(at);
    }
    if (first == '-') {
      return findPrivateKey(at) || findWord(at);
    }
    return isWord(first) && (findCard(at) || findWord(at));
  }

  private boolean findWord(int at) {
    int end = next(at);
    return findNamed(at, end)
        || findScheme(at, end)
        || findEmail(at, end)
        || (SecretShapes.isSecret(text, at, end) && found(at, end));
  }

  private boolean found(int start, int end) {
    from = start;
    to = end;
    return true;
  }

  // --- password=…, "password": "…" -------------------------------------------------------------

  private boolean findNamed(int start, int end) {
    int sign = skip(skipQuote(end));
    if (sign >= text.length() || text.startsWith("://", sign)) {
      return false;
    }
    boolean isColon = text.charAt(sign) == ':';
    if (!isColon && text.charAt(sign) != '=') {
      return false;
    }
    int value = skip(sign + 1);
    int valueStart = skipQuote(value);
    int valueEnd = valueStart > value ? closingQuote(value) : valueEnd(valueStart);
    if (valueEnd <= valueStart || !names.isSecret(text.substring(start, end))) {
      return false;
    }
    // A colon also stands in prose: "password: must not be blank".
    boolean isProse = isColon && value > sign + 1 && valueStart == value && end == sign;
    return (!isProse || hasDigit(valueStart, valueEnd)) && found(valueStart, valueEnd);
  }

  private int skipQuote(int at) {
    return at < text.length() && isQuote(text.charAt(at)) ? at + 1 : at;
  }

  private int closingQuote(int open) {
    int close = text.indexOf(text.charAt(open), open + 1);
    return close < 0 ? text.length() : close;
  }

  /// A bare value is one word, but `Bearer abc` is two.
  private int valueEnd(int start) {
    int end = bareEnd(start);
    return isScheme(start, end) ? bareEnd(skip(end)) : end;
  }

  private int bareEnd(int start) {
    int end = start;
    while (end < text.length() && !isDelimiter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  // --- Bearer …, Basic … -----------------------------------------------------------------------

  private boolean findScheme(int start, int end) {
    int value = skip(end);
    if (value == end || !isScheme(start, end)) {
      return false;
    }
    int valueEnd = bareEnd(value);
    return valueEnd - value >= 8
        && SecretShapes.isRandom(text, value, valueEnd)
        && found(value, valueEnd);
  }

  private boolean isScheme(int start, int end) {
    return isText("bearer", start, end) || isText("basic", start, end);
  }

  private boolean isText(String word, int start, int end) {
    return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  // --- jane@example.com, postgres://user:password@host -----------------------------------------

  private boolean findEmail(int start, int at) {
    if (at >= text.length() || text.charAt(at) != '@' || isText("git", start, at)) {
      return false;
    }
    int end = at + 1;
    int dot = -1;
    while (end < text.length()
        && (SecretShapes.isAlphanumeric(text.charAt(end)) || isHostSign(end))) {
      dot = text.charAt(end) == '.' ? end : dot;
      end++;
    }
    return dot > at + 1
        && end - dot > 2
        && Character.isLetter(text.charAt(dot + 1))
        && found(start, end);
  }

  private boolean isHostSign(int at) {
    char c = text.charAt(at);
    boolean hasMore = at + 1 < text.length() && SecretShapes.isAlphanumeric(text.charAt(at + 1));
    return (c == '.' || c == '-') && hasMore;
  }

  private boolean findUserInfo(int at) {
    if (!text.startsWith("://", at)) {
      return false;
    }
    int end = at + 3;
    int colon = -1;
    while (end < text.length() && "@/?# \"'".indexOf(text.charAt(end)) < 0) {
      colon = text.charAt(end) == ':' && colon < 0 ? end : colon;
      end++;
    }
    boolean isUserInfo = end < text.length() && text.charAt(end) == '@' && colon >= 0;
    return isUserInfo && found(at + 3, end);
  }

  // --- cards and keys --------------------------------------------------------------------------

  private boolean findCard(int start) {
    int end = CardNumbers.end(text, start);
    return end > start && found(start, end);
  }

  private boolean findPrivateKey(int at) {
    if (!text.startsWith("-----BEGIN ", at)) {
      return false;
    }
    int name = text.indexOf("PRIVATE KEY-----", at);
    if (name < 0 || name > at + 40) {
      return false;
    }
    int end = text.indexOf("-----END ", name);
    int close = end < 0 ? -1 : text.indexOf("-----", end + 9);
    return found(at, close < 0 ? text.length() : close + 5);
  }

  private boolean hasDigit(int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private int skip(int at) {
    int next = at;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isDelimiter(char c) {
    return c <= ' ' || "&;,\"'}])>".indexOf(c) >= 0;
  }

  private static boolean isWord(char c) {
    return SecretShapes.isAlphanumeric(c) || "_.%+-".indexOf(c) >= 0;
  }
}
