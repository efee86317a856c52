package dev.clew.query.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// Finds what every text has in it that a pattern matches: the characters that stand for themselves
/// outside of all groups. Where a pattern is not understood that well, nothing. Owned by one
/// thread.
final class Literals {
  private static final String QUANTIFIERS = "*+?{";
  private static final String BREAKS = ".^$*+?";

  private final String pattern;
  private final List<byte[]> found = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();
  private int at;

  private Literals(String pattern) {
    this.pattern = pattern;
  }

  /// The literals that a text must have so that the pattern can match it.
  static List<byte[]> of(String pattern) {
    var literals = new Literals(pattern);
    return literals.read() ? List.copyOf(literals.found) : List.of();
  }

  /// False where the pattern is not understood.
  private boolean read() {
    while (at < pattern.length()) {
      char next = pattern.charAt(at++);
      boolean isUnderstood =
          switch (next) {
            case '|', ')', ']', '}' -> false;
            case '{' -> skipCountBehind();
            case '(' -> skipGroup();
            case '[' -> skipClass();
            case '\\' -> escaped();
            default -> literalOrBreak(next);
          };
      if (!isUnderstood) {
        return false;
      }
    }
    flush();
    return true;
  }

  private boolean literalOrBreak(char next) {
    if (BREAKS.indexOf(next) >= 0 || next == '\uFFFD' || Character.isSurrogate(next)) {
      flush();
      return true;
    }
    return literal(next);
  }

  /// A character that stands for itself, unless what follows makes it one of none, or of many.
  private boolean literal(char each) {
    char behind = at < pattern.length() ? pattern.charAt(at) : 'x';
    if (QUANTIFIERS.indexOf(behind) < 0) {
      run.append(each);
      return true;
    }
    if (behind == '+') {
      run.append(each);
    }
    flush();
    return skipCount();
  }

  private boolean skipCountBehind() {
    flush();
    at--;
    return skipCount();
  }

  private boolean escaped() {
    if (at == pattern.length() || Character.isLetterOrDigit(pattern.charAt(at))) {
      return false;
    }
    return literal(pattern.charAt(at++));
  }

  private boolean skipGroup() {
    flush();
    for (int depth = 1; at < pattern.length(); ) {
      char next = pattern.charAt(at++);
      switch (next) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '?' -> {
          // Flags within a group may reach behind it, or change what letters mean.
          if (pattern.charAt(at - 2) == '(') {
            return false;
          }
        }
        case '\\' -> at++;
        case '[' -> {
          if (!skipClass()) {
            return false;
          }
        }
        default -> {}
      }
      if (depth == 0) {
        return skipCount();
      }
    }
    return false;
  }

  private boolean skipClass() {
    flush();
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      at++;
    }
    while (at < pattern.length()) {
      char next = pattern.charAt(at++);
      if (next == ']') {
        return skipCount();
      }
      if (next == '[') {
        return false;
      }
      at += next == '\\' ? 1 : 0;
    }
    return false;
  }

  /// Goes behind a count of repetitions, if there is one here; what only looks like one stands for
  /// itself, which is not looked into.
  private boolean skipCount() {
    if (at == pattern.length() || pattern.charAt(at) != '{') {
      return true;
    }
    do {
      at++;
    } while (at < pattern.length() && "0123456789,".indexOf(pattern.charAt(at)) >= 0);
    return at < pattern.length() && pattern.charAt(at++) == '}';
  }

  private void flush() {
    if (!run.isEmpty()) {
      found.add(run.toString().getBytes(UTF_8));
      run.setLength(0);
    }
  }
}
