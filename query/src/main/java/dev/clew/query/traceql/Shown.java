package dev.clew.query.traceql;

/// A piece of a query as errors show it: short, on one line, without characters that nobody sees.
final class Shown {
  private static final int MAX_LENGTH = 40;

  private Shown() {}

  static String of(String text) {
    var shown = new StringBuilder();
    int at = 0;
    while (at < text.length() && shown.length() < MAX_LENGTH) {
      int c = text.codePointAt(at);
      shown.appendCodePoint(isVisible(c) ? c : '?');
      at += Character.charCount(c);
    }
    return shown.append(at < text.length() ? "..." : "").toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
