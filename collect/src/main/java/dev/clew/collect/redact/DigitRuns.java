package dev.clew.collect.redact;

import dev.clew.collect.RedactionRule;
import dev.clew.wire.otlp.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the numbers of payment cards and of social security. Both are eleven bytes or more of
/// digits, dashes and spaces, so that of any four bytes one starts eight such ones, which are
/// looked at together.
final class DigitRuns {
  private static final int STEP = 4;
  private static final int FEWEST = STEP - 1 + Long.BYTES;

  // Digits, dashes and spaces are among the characters from 0x20 to 0x3f; letters are not.
  private static final long HIGH_BITS = 0xe0e0_e0e0_e0e0_e0e0L;
  private static final long OF_DIGITS = 0x2020_2020_2020_2020L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LEAST_CARD = 13;
  private static final int MOST_CARD = 19;
  private static final int LEAST_GROUP = 3;
  private static final int MOST_GROUP = 6;
  private static final int SOCIAL_SECURITY_BYTES = 11;

  private DigitRuns() {}

  /// Takes a number that was found; false where the search is to go on within it.
  @FunctionalInterface
  interface Finder {
    boolean found(RedactionRule rule, long slice);
  }

  static void find(Text text, Finder finder) {
    int done = text.from();
    int last = text.to() - Long.BYTES;
    for (int at = text.from(); at <= last; at += STEP) {
      long eight = (long) LONGS.get(text.bytes(), at);
      if ((eight & HIGH_BITS) == OF_DIGITS && at >= done) {
        done = inRunAround(text, at, done, finder);
      }
    }
  }

  /// Looks at the run at `at`, as far as it is behind `done`, and says where it ends.
  private static int inRunAround(Text text, int at, int done, Finder finder) {
    int to = at;
    while (to < text.to() && isPart(text.at(to))) {
      to++;
    }
    int from = at;
    while (from > done && isPart(text.at(from - 1))) {
      from--;
    }
    if (to - from >= FEWEST) {
      inRun(text, from, to, finder);
    }
    return to;
  }

  private static boolean isPart(int b) {
    return Text.isDigit(b) || b == '-' || b == ' ';
  }

  private static void inRun(Text text, int from, int to, Finder finder) {
    int at = from;
    while (to - at >= SOCIAL_SECURITY_BYTES) {
      long found = Slice.EMPTY;
      if (isStart(text, at)) {
        found = socialSecurity(text, at);
        RedactionRule rule = RedactionRule.SOCIAL_SECURITY;
        if (found == Slice.EMPTY) {
          found = card(text, at);
          rule = RedactionRule.CARD;
        }
        if (found != Slice.EMPTY && !finder.found(rule, found)) {
          found = Slice.EMPTY;
        }
      }
      at += Math.max(1, Slice.length(found));
    }
  }

  private static boolean isStart(Text text, int at) {
    int before = text.at(at - 1);
    return Text.isDigit(text.at(at))
        && !Text.isAlphanumeric(before)
        && before != '_'
        && before != '.';
  }

  /// True where no word or number goes on.
  private static boolean isEnd(Text text, int at) {
    int next = text.at(at);
    boolean isDecimal = next == '.' && Text.isDigit(text.at(at + 1));
    return !Text.isAlphanumeric(next) && next != '_' && !isDecimal;
  }

  private static long socialSecurity(Text text, int at) {
    int end = at + SOCIAL_SECURITY_BYTES;
    boolean hasShape =
        digits(text, at) == 3
            && text.at(at + 3) == '-'
            && digits(text, at + 4) == 2
            && text.at(at + 6) == '-'
            && digits(text, at + 7) == 4
            && text.at(end) != '-'
            && text.at(at - 1) != '-';
    if (!hasShape || !isEnd(text, end)) {
      return Slice.EMPTY;
    }
    int area = number(text, at, 3);
    boolean isGiven =
        area != 0
            && area != 666
            && area < 900
            && number(text, at + 4, 2) != 0
            && number(text, at + 7, 4) != 0;
    return isGiven ? Slice.of(at, SOCIAL_SECURITY_BYTES) : Slice.EMPTY;
  }

  private static int digits(Text text, int from) {
    int at = from;
    while (at - from < MOST_CARD + 1 && Text.isDigit(text.at(at))) {
      at++;
    }
    return at - from;
  }

  private static int number(Text text, int from, int digits) {
    int number = 0;
    for (int at = from; at < from + digits; at++) {
      number = number * 10 + text.at(at) - '0';
    }
    return number;
  }

  /// The longest card that starts there: digits together, or in groups that one kind of separator
  /// divides.
  private static long card(Text text, int from) {
    int[] digits = new int[MOST_CARD];
    int count = 0;
    int at = from;
    int separator = 0;
    long found = Slice.EMPTY;
    while (true) {
      int group = digits(text, at);
      if (count + group > MOST_CARD) {
        return found;
      }
      for (int i = 0; i < group; i++) {
        digits[count++] = text.at(at++) - '0';
      }
      boolean isWhole = separator == 0 || (group >= LEAST_GROUP && group <= MOST_GROUP);
      if (isWhole && count >= LEAST_CARD && isEnd(text, at) && Cards.isOne(digits, count)) {
        found = Slice.of(from, at - from);
      }
      int next = text.at(at);
      boolean goesOn =
          isWhole
              && group >= LEAST_GROUP
              && group <= MOST_GROUP
              && (next == ' ' || next == '-')
              && (separator == 0 || next == separator)
              && Text.isDigit(text.at(at + 1));
      if (!goesOn) {
        return found;
      }
      separator = next;
      at++;
    }
  }
}
