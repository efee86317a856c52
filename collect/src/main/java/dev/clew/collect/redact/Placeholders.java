package dev.clew.collect.redact;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Knows what stands where a secret could, and is none: `***`, `null`, `${DB_PASSWORD}`, what
/// redaction itself leaves.
final class Placeholders {
  /// What starts a hash that redaction leaves.
  static final String HASH = "hmac:";

  /// How many digits of a hash follow.
  static final int HASH_DIGITS = 16;

  private static final int MOST_BYTES = 32;
  private static final String FILLERS = "*xX?.-_# ";

  // What starts a variable, a parameter of a statement, an element or a format.
  private static final String STARTS = "${<%:@";

  private static final Set<String> WORDS =
      Set.of(
          "null",
          "nil",
          "none",
          "true",
          "false",
          "undefined",
          "redacted",
          "[redacted]",
          "masked",
          "[masked]",
          "filtered",
          "[filtered]",
          "hidden",
          "removed",
          "(redacted)",
          "(null)",
          "n/a",
          "[removed]",
          "[hidden]",
          "[redacted",
          "[masked",
          "[filtered",
          "[hidden",
          "required",
          "optional",
          "missing",
          "expired",
          "invalid",
          "empty",
          "string",
          "unknown");

  private Placeholders() {}

  static boolean isOne(Text text) {
    int length = text.to() - text.from();
    if (length == 0) {
      return true;
    }
    int first = text.at(text.from());
    if (STARTS.indexOf(first) >= 0 || isFiller(text)) {
      return true;
    }
    return length <= MOST_BYTES && (isHash(text) || WORDS.contains(lower(text)));
  }

  private static String lower(Text text) {
    return new String(
            text.bytes(), text.from(), text.to() - text.from(), StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isFiller(Text text) {
    for (int at = text.from(); at < text.to(); at++) {
      if (FILLERS.indexOf(text.at(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHash(Text text) {
    return text.to() - text.from() == HASH.length() + HASH_DIGITS
        && text.startsWith(HASH.getBytes(StandardCharsets.US_ASCII), text.from());
  }
}
