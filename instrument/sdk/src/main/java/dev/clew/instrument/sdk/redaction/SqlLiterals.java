package dev.clew.instrument.sdk.redaction;

/// Replaces the literals of a statement by `?`; the agent does so itself, but not every client
/// does.
final class SqlLiterals {
  private SqlLiterals() {}

  static String hidden(String sql) {
    StringBuilder out = new StringBuilder(sql.length());
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        at = afterString(sql, at);
        out.append('?');
      } else if (isNumber(sql, at)) {
        at = afterNumber(sql, at);
        out.append('?');
      } else {
        out.append(c);
        at++;
      }
    }
    return out.length() == sql.length() && sql.contentEquals(out) ? sql : out.toString();
  }

  /// A quote in a string is written twice.
  private static int afterString(String sql, int open) {
    int at = open + 1;
    while (at < sql.length()) {
      boolean isQuote = sql.charAt(at) == '\'';
      boolean isTwice = isQuote && at + 1 < sql.length() && sql.charAt(at + 1) == '\'';
      if (isQuote && !isTwice) {
        return at + 1;
      }
      at += isTwice ? 2 : 1;
    }
    return at;
  }

  /// `$1` is a parameter and `t1` a name.
  private static boolean isNumber(String sql, int at) {
    boolean isDigit = Character.isDigit(sql.charAt(at));
    return isDigit && (at == 0 || !isNamePart(sql.charAt(at - 1)));
  }

  private static int afterNumber(String sql, int start) {
    int at = start;
    while (at < sql.length() && (isNamePart(sql.charAt(at)) || sql.charAt(at) == '.')) {
      at++;
    }
    return at;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '"';
  }
}
