package dev.clew.instrument.sdk.redaction;

/// Finds what a text gives to a name that names a secret: `password=…`, `"token": "…"`, `--api-key
/// …`. Used by one thread.
final class Assignments {
  /// What is longer is a secret whatever it looks like, so that nothing is looked at again and
  /// again.
  private static final int LONGEST_HARMLESS = 64;

  private final SecretNames names;
  private final String text;

  /// The value that was found last.
  private int from;

  private int to;

  Assignments(SecretNames names, String text) {
    this.names = names;
    this.text = text;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /// Whether the word there names a secret and has one.
  boolean find(int start, int end) {
    return findOption(start, end) || findAssigned(start, end);
  }

  private boolean findOption(int start, int end) {
    return text.startsWith("--", start)
        && end + 1 < text.length()
        && text.charAt(end) == ' '
        && text.charAt(end + 1) != '-'
        && isSecret(start, end, text.charAt(end))
        && found(start, end, end + 1, bareEnd(text, end + 1));
  }

  private boolean findAssigned(int start, int end) {
    int sign = skip(text, afterClosing(end));
    if (sign >= text.length() || text.startsWith("://", sign)) {
      return false;
    }
    boolean isColon = text.charAt(sign) == ':';
    if (!isColon && text.charAt(sign) != '=') {
      return false;
    }
    // First, as a value may be long.
    if (!isSecret(start, end, text.charAt(sign))) {
      return false;
    }
    int value = afterSign(sign);
    int valueStart = afterQuote(value);
    int valueEnd = valueStart > value ? closingQuote(valueStart) : bareEnd(valueStart);
    // A colon also stands in prose: "password: must not be blank".
    boolean isProse = isColon && value > sign + 1 && valueStart == value && end == sign;
    return (!isProse || hasDigit(valueStart, valueEnd)) && found(start, end, valueStart, valueEnd);
  }

  private boolean isSecret(int start, int end, char sign) {
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    boolean isQuery = sign == '=' && (before == '?' || before == '&');
    return names.isSecretInText(text.substring(start, end), isQuery);
  }

  private boolean found(int nameStart, int nameEnd, int start, int end) {
    boolean isNone = end <= start;
    if (!isNone && end - start <= LONGEST_HARMLESS) {
      String value = text.substring(start, end);
      isNone = Placeholders.isOne(value) || isReference(text.substring(nameStart, nameEnd), value);
    }
    from = start;
    to = end;
    return !isNone;
  }

  /// `a.token = b.token`, `token=token`, `PWD=/home`.
  private boolean isReference(String name, String value) {
    boolean isPath = value.indexOf('.') > 0 && value.chars().allMatch(Assignments::isNamePart);
    return name.equals(value)
        || (name.length() == 3 && value.charAt(0) == '/')
        || (isPath && names.isSecret(value));
  }

  private static boolean isNamePart(int c) {
    return SecretShapes.isAlphanumeric((char) c) || "_.-".indexOf(c) >= 0;
  }

  /// Behind what closes a name: `"`, `\"` and `]`.
  private int afterClosing(int at) {
    int quote = at < text.length() && text.charAt(at) == '\\' ? at + 1 : at;
    boolean isClosed =
        quote < text.length() && (isQuote(text.charAt(quote)) || text.charAt(quote) == ']');
    return isClosed ? quote + 1 : at;
  }

  /// Behind `=`, `=>` and `:`, and spaces.
  private int afterSign(int sign) {
    boolean isArrow = text.startsWith("=>", sign);
    return skip(text, sign + (isArrow ? 2 : 1));
  }

  private int afterQuote(int at) {
    int quote = at < text.length() && text.charAt(at) == '\\' ? at + 1 : at;
    return quote < text.length() && isQuote(text.charAt(quote)) ? quote + 1 : at;
  }

  private int closingQuote(int start) {
    int close = text.indexOf(text.charAt(start - 1), start);
    if (close < 0) {
      return text.length();
    }
    return close > start && text.charAt(close - 1) == '\\' ? close - 1 : close;
  }

  /// A bare value is one word, but `Bearer abc` is two.
  private int bareEnd(int start) {
    int end = bareEnd(text, start);
    return SecretScanner.isScheme(text, start, end) ? bareEnd(text, skip(text, end)) : end;
  }

  static int bareEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !isDelimiter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static int skip(String text, int at) {
    int next = at;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next;
  }

  private boolean hasDigit(int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isDelimiter(char c) {
    return c <= ' ' || "&;,\"'}])>".indexOf(c) >= 0;
  }
}
