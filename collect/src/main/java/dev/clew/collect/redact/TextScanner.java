package dev.clew.collect.redact;

import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.wire.otlp.Slice;

/// Finds the secrets of a text in time that grows with its length and nothing else: one pass that
/// stops only at [Pairs], each of which is looked at within bounds, and one in steps for numbers.
///
/// Owned by one thread.
final class TextScanner {
  /// The shortest that can hold a secret: `a@b.cd`.
  private static final int SHORTEST = 6;

  private final Rules rules;
  private final Findings findings;
  private final Hits words = new Hits();
  private final Hits numbers = new Hits();
  private final Hits withNumbers = new Hits();
  private final Hits literals = new Hits();
  private final Hits withLiterals = new Hits();
  private int floor;

  TextScanner(Rules rules, Findings findings) {
    this.rules = rules;
    this.findings = findings;
  }

  /// What is to be taken out of a text; it holds until the next is scanned. All that was found is
  /// counted.
  Hits scan(byte[] bytes, int from, int to) {
    words.clear();
    if (to - from < SHORTEST || Uuids.isOne(bytes, from, to)) {
      return words;
    }
    CleanTexts clean = rules.cleanTexts();
    int hash = CleanTexts.hash(bytes, from, to);
    if (clean.has(hash, bytes, from, to)) {
      return words;
    }
    int before = findings.count();
    scanWords(bytes, from, to);
    numbers.clear();
    DigitRuns.find(new Text(bytes, from, to), (rule, slice) -> take(numbers, rule, slice));
    if (findings.count() == before) {
      clean.add(hash, bytes, from, to);
    }
    return union(words, numbers, withNumbers);
  }

  /// The same of a statement to a database.
  Hits scanStatement(byte[] bytes, int from, int to) {
    literals.clear();
    CleanTexts clean = rules.cleanStatements();
    int hash = CleanTexts.hash(bytes, from, to);
    if (clean.has(hash, bytes, from, to)) {
      return literals;
    }
    int before = findings.count();
    Hits plain = scan(bytes, from, to);
    Literals.find(
        new Text(bytes, from, to), slice -> take(literals, RedactionRule.STATEMENT, slice));
    if (findings.count() == before) {
      clean.add(hash, bytes, from, to);
    }
    return union(plain, literals, withLiterals);
  }

  private static Hits union(Hits one, Hits other, Hits both) {
    if (other.size() == 0) {
      return one;
    }
    both.unite(one, other);
    return both;
  }

  private void scanWords(byte[] bytes, int from, int to) {
    floor = from;
    int at = Pairs.next(bytes, from + 1, to);
    while (at < to) {
      examine(new Text(bytes, from, to), at, Pairs.kind(bytes[at - 1], bytes[at]));
      at = Pairs.next(bytes, Math.max(at + 1, floor), to);
    }
  }

  private void examine(Text text, int at, int kind) {
    switch (kind) {
      case Pairs.AT_SIGN -> {
        if (!take(words, RedactionRule.URL_PASSWORD, UrlPasswords.find(text, at, floor))) {
          take(words, RedactionRule.EMAIL, Emails.find(text, at, floor));
        }
      }
      case Pairs.ASSIGNMENT ->
          take(words, RedactionRule.ASSIGNMENT, Assignments.find(text, at, floor));
      case Pairs.DASHES -> {
        if (!take(words, RedactionRule.PRIVATE_KEY, PrivateKeys.find(text, at))) {
          take(words, RedactionRule.ASSIGNMENT, Assignments.findOption(text, at));
        }
      }
      case Pairs.SCHEME ->
          take(words, RedactionRule.AUTHORIZATION, Credentials.findBehindScheme(text, at));
      case Pairs.JWT -> take(words, RedactionRule.JWT, Credentials.findJwt(text, at));
      default -> {
        for (TokenPattern pattern : Pairs.patterns(kind)) {
          if (take(words, RedactionRule.ACCESS_KEY, pattern.find(text, at))) {
            return;
          }
        }
      }
    }
  }

  /// Counts what was found; true where it is to be taken out, so that nothing else needs to be
  /// looked for in it.
  private boolean take(Hits hits, RedactionRule rule, long slice) {
    if (slice == Slice.EMPTY || (hits == words && Slice.offset(slice) < floor)) {
      return false;
    }
    RedactionAction action = rules.action(rule);
    if (action == RedactionAction.OFF) {
      return false;
    }
    findings.add(rule, action.changes());
    if (!action.changes()) {
      return false;
    }
    hits.add(rule, slice);
    if (hits == words) {
      floor = Slice.offset(slice) + Slice.length(slice);
    }
    return true;
  }
}
