package dev.clew.query.traceql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Compiles the patterns of queries on an engine whose time is linear in the text, whatever the
/// pattern.
public final class Patterns {
  private static final int MAX_LENGTH = 1000;

  private Patterns() {}

  /// A pattern for `matches`, the whole text; a dot matches a line break too.
  public static Pattern compile(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "pattern needs at most " + MAX_LENGTH + " characters, got " + pattern.length());
    }
    try {
      return Pattern.compile(pattern, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("pattern needs RE2 syntax: " + e.getMessage(), e);
    }
  }
}
