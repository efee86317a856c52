package dev.clew.query.traceql;

/// Why a text is no query.
///
/// @param line from 1
/// @param column from 1, in characters
/// @param message what was found and what would be right
public record QueryError(int line, int column, String message) {
  static QueryError at(String text, int offset, String message) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new QueryError(line, text.codePointCount(lineStart, end) + 1, message);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column + ": " + message;
  }
}
