package dev.clew.collect.redact;

/// Knows the numbers of payment cards: how each brand starts, how long it is, and the check digit.
final class Cards {
  private Cards() {}

  static boolean isOne(int[] digits, int count) {
    return isBrand(digits, count) && hasCheckDigit(digits, count);
  }

  private static boolean isBrand(int[] digits, int count) {
    int two = digits[0] * 10 + digits[1];
    int four = two * 100 + digits[2] * 10 + digits[3];
    boolean isVisa = digits[0] == 4 && (count == 13 || count == 16 || count == 19);
    boolean isMastercard =
        count == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
    boolean isAmex = count == 15 && (two == 34 || two == 37);
    boolean isDiscover =
        count == 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499));
    boolean isJcb = count == 16 && four >= 3528 && four <= 3589;
    boolean isDiners = count == 14 && (two == 36 || two == 38 || (four >= 3000 && four <= 3059));
    boolean isUnionPay = count >= 16 && two == 62;
    return isVisa || isMastercard || isAmex || isDiscover || isJcb || isDiners || isUnionPay;
  }

  /// After Luhn: every second digit from behind counts twice.
  private static boolean hasCheckDigit(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
