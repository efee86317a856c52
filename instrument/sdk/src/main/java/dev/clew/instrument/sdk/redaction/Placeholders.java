package dev.clew.instrument.sdk.redaction;

import java.util.Locale;
import java.util.Set;

/// Knows what stands where a secret could, and is none: `***`, `null`, `${DB_PASSWORD}`, `?`.
final class Placeholders {
  /// What starts a variable, a parameter of a statement, an element or a format.
  private static final String STARTS = "${<%:@";

  private static final String FILLERS = "*xX?.-_# ";

  private static final Set<String> WORDS =
      Set.of(
          "null",
          "nil",
          "none",
          "true",
          "false",
          "undefined",
          "redacted",
          "masked",
          "filtered",
          "hidden",
          "removed",
          "n/a",
          "required",
          "optional",
          "missing",
          "expired",
          "invalid",
          "empty",
          "string",
          "unknown");

  private Placeholders() {}

  static boolean isOne(String value) {
    return value.isEmpty()
        || STARTS.indexOf(value.charAt(0)) >= 0
        || value.chars().allMatch(c -> FILLERS.indexOf(c) >= 0)
        || value.chars().noneMatch(c -> SecretShapes.isAlphanumeric((char) c))
        || WORDS.contains(bare(value));
  }

  /// `[REDACTED]` and `(null)` say the same as their words.
  private static String bare(String value) {
    boolean isOpen = value.charAt(0) == '[' || value.charAt(0) == '(';
    boolean isClosed = value.endsWith("]") || value.endsWith(")");
    int end = value.length() - (isClosed && value.length() > 1 ? 1 : 0);
    return value.substring(isOpen ? 1 : 0, end).toLowerCase(Locale.ROOT);
  }
}
