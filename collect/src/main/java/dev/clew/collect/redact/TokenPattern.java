package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;
import java.nio.charset.StandardCharsets;

/// How the keys of one provider look: a prefix, then so many of some characters.
///
/// @param anchor where in the prefix the pair of characters ends that is looked for
/// @param isMixed where a key has both digits and letters in what follows the prefix, which
///   ordinary words do not
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record TokenPattern(byte[] prefix, int anchor, Alphabet alphabet, int least, boolean isMixed) {
  // Keys are shorter; what is longer is looked at no further, so that the time stays linear.
  private static final int MOST = 512;

  // Digits and letters are both there by then, or it is a chain of words: of many keys without end,
  // each behind the one before, only so much is looked at again and again.
  private static final int MIXED_WITHIN = 96;

  /// What a key is made of.
  enum Alphabet {
    ALPHANUMERIC,
    UPPER_AND_DIGITS,
    HEX,
    BASE64_URL,
    WITH_DOTS,
    WITH_SLASHES;

    boolean has(int b) {
      return switch (this) {
        case ALPHANUMERIC -> Text.isAlphanumeric(b);
        case UPPER_AND_DIGITS -> Text.isUpper(b) || Text.isDigit(b);
        case HEX -> Text.isDigit(b) || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
        case BASE64_URL -> Text.isBase64Url(b);
        case WITH_DOTS -> Text.isBase64Url(b) || b == '.';
        case WITH_SLASHES -> Text.isAlphanumeric(b) || b == '/';
      };
    }
  }

  /// A pattern whose anchor is the end of the prefix.
  static TokenPattern of(String prefix, Alphabet alphabet, int least) {
    return new TokenPattern(bytes(prefix), prefix.length() - 1, alphabet, least, false);
  }

  TokenPattern anchoredAt(String pair) {
    int at = new String(prefix, StandardCharsets.US_ASCII).indexOf(pair);
    return new TokenPattern(prefix, at + 1, alphabet, least, isMixed);
  }

  TokenPattern mixed() {
    return new TokenPattern(prefix, anchor, alphabet, least, true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// The key whose anchor ends at `at`, or nothing.
  long find(Text text, int at) {
    int start = at - anchor;
    if (!text.startsWith(prefix, start) || !text.isWordStart(start)) {
      return Slice.EMPTY;
    }
    int from = start + prefix.length;
    if (isMixed && !isMixed(text, from)) {
      return Slice.EMPTY;
    }
    int to = from;
    int most = Math.min(text.to(), from + MOST);
    while (to < most && alphabet.has(text.at(to))) {
      to++;
    }
    return to - from >= least ? Slice.of(start, to - start) : Slice.EMPTY;
  }

  private boolean isMixed(Text text, int from) {
    boolean hasDigit = false;
    boolean hasLetter = false;
    int most = Math.min(text.to(), from + MIXED_WITHIN);
    for (int at = from; at < most && alphabet.has(text.at(at)); at++) {
      hasDigit |= Text.isDigit(text.at(at));
      hasLetter |= Text.isLetter(text.at(at));
      if (hasDigit && hasLetter) {
        return true;
      }
    }
    return false;
  }
}
