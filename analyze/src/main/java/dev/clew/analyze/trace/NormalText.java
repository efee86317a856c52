package dev.clew.analyze.trace;

/// A text without what varies between otherwise like ones, so that they are found equal: numbers
/// and ids become `#`, what stands in quotes becomes `…`.
///
/// - A text in quotes, which start behind no letter or digit and end before none, is `"…"`.
/// - A UUID is `#`, and so is a word of hex digits, four or more, with a decimal digit among them.
/// - In any other word each run of decimal digits is `#`.
/// - Numbers that `.`, `:`, `-`, `,` or `/` join are one.
///
/// One pass over the text, of which at most 1024 characters count.
public final class NormalText {
  private static final int MOST_CHARS = 1024;
  private static final int LEAST_HEX = 4;
  private static final int[] UUID = {8, 4, 4, 4, 12};

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private NormalText(String text) {
    this.text = text;
  }

  public static String of(String text) {
    boolean isLong = text.length() > MOST_CHARS;
    return new NormalText(isLong ? text.substring(0, MOST_CHARS) : text).normal();
  }

  private String normal() {
    while (at < text.length()) {
      char next = text.charAt(at);
      boolean isTaken = isQuote(next) && takeQuoted(next);
      if (!isTaken && isWord(next)) {
        takeWord();
      } else if (!isTaken) {
        out.append(next);
        at++;
      }
    }
    return out.toString().strip();
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }

  private boolean takeQuoted(char quote) {
    if (at > 0 && isWord(text.charAt(at - 1))) {
      return false;
    }
    for (int end = text.indexOf(quote, at + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
      if (end + 1 == text.length() || !isWord(text.charAt(end + 1))) {
        out.append(quote).append('…').append(quote);
        at = end + 1;
        return true;
      }
    }
    return false;
  }

  private void takeWord() {
    int end = uuidEnd();
    if (end >= 0) {
      appendNumber();
      at = end;
      return;
    }
    end = wordEnd(at);
    if (isHexId(at, end)) {
      appendNumber();
    } else {
      appendWord(end);
    }
    at = end;
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /// Where the UUID that starts here ends, or -1.
  private int uuidEnd() {
    int from = at;
    for (int part = 0; part < UUID.length; part++) {
      int end = wordEnd(from);
      boolean isJoined =
          part == UUID.length - 1 || (end < text.length() && text.charAt(end) == '-');
      if (end - from != UUID[part] || !isHex(from, end) || !isJoined) {
        return -1;
      }
      from = end + 1;
    }
    return from - 1;
  }

  private boolean isHexId(int from, int end) {
    return end - from >= LEAST_HEX
        && isHex(from, end)
        && text.substring(from, end).chars().anyMatch(NormalText::isDigit);
  }

  private boolean isHex(int from, int end) {
    return text.substring(from, end).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void appendWord(int end) {
    boolean wasDigit = false;
    for (int in = at; in < end; in++) {
      boolean isDigit = isDigit(text.charAt(in));
      if (isDigit && !wasDigit && in == at) {
        appendNumber();
      } else if (isDigit && !wasDigit) {
        out.append('#');
      } else if (!isDigit) {
        out.append(text.charAt(in));
      }
      wasDigit = isDigit;
    }
  }

  /// A number that starts a word; one that is joined to a number before it is part of that.
  private void appendNumber() {
    int last = out.length() - 1;
    boolean isJoined =
        last > 0 && ".:-,/".indexOf(out.charAt(last)) >= 0 && out.charAt(last - 1) == '#';
    if (isJoined) {
      out.setLength(last);
    } else {
      out.append('#');
    }
  }
}
