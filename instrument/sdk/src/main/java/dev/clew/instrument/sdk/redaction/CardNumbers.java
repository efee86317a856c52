package dev.clew.instrument.sdk.redaction;

/// Numbers of payment cards: an issuer's first digits, its length, and a right check digit. All
/// three, as one of ten numbers of any kind has a right check digit.
final class CardNumbers {
  private static final int LONGEST = 19;

  private CardNumbers() {}

  /// Where the card number that begins at `start` ends; `start` itself when there is none.
  static int end(String text, int start) {
    int[] digits = new int[LONGEST];
    int count = 0;
    int at = start;
    int end = start;
    while (at < text.length() && count < LONGEST) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits[count++] = c - '0';
        end = at + 1;
      } else if ((c != ' ' && c != '-') || end != at) {
        break;
      }
      at++;
    }
    boolean isWhole = end == text.length() || !goesOn(text, end);
    return isWhole && isIssued(digits, count) && isChecked(digits, count) ? end : start;
  }

  /// Also a decimal fraction does.
  private static boolean goesOn(String text, int end) {
    int next = text.charAt(end) == '.' && end + 1 < text.length() ? end + 1 : end;
    return SecretShapes.isAlphanumeric(text.charAt(end)) || Character.isDigit(text.charAt(next));
  }

  private static boolean isIssued(int[] digits, int count) {
    if (count < 13) {
      return false;
    }
    int two = digits[0] * 10 + digits[1];
    int four = two * 100 + digits[2] * 10 + digits[3];
    if (digits[0] == 4) {
      return count == 13 || count == 16 || count == 19;
    }
    if (two == 34 || two == 37) {
      return count == 15;
    }
    if (two == 36 || two == 38 || (four >= 3000 && four <= 3059)) {
      return count == 14;
    }
    boolean isSixteen =
        (two >= 51 && two <= 55)
            || (four >= 2221 && four <= 2720)
            || (four >= 3528 && four <= 3589);
    return count == 16 && (isSixteen || four == 6011 || two == 65);
  }

  /// Luhn's check.
  private static boolean isChecked(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i] * (i % 2 + 1);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
  }
}
