package dev.clew.instrument.sdk.redaction;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds secrets inside one text and replaces each by `***`.
///
/// A scanner by hand, as a pattern of the JDK can take exponential time on a hostile text; this one
/// looks at each character a bounded number of times. Used by one thread.
final class SecretScanner {
  static final String HIDDEN = "***";

  /// What ends like a domain and is the end of a file's name or of a name within a network.
  private static final Set<String> NO_DOMAINS =
      Set.of(
          "png",
          "jpg",
          "jpeg",
          "gif",
          "svg",
          "webp",
          "css",
          "js",
          "mjs",
          "ts",
          "map",
          "html",
          "tgz",
          "gz",
          "zip",
          "jar",
          "json",
          "xml",
          "yaml",
          "yml",
          "txt",
          "service",
          "local",
          "internal",
          "localdomain",
          "cluster",
          "svc",
          "lan",
          "java",
          "class",
          "go",
          "py",
          "rb",
          "timer",
          "socket",
          "target",
          "mount");

  private final Assignments assignments;
  private final String text;

  /// The secret that was found last.
  private int from;

  private int to;

  SecretScanner(SecretNames names, String text) {
    this.assignments = new Assignments(names, text);
    this.text = text;
  }

  /// The text itself when there is nothing to hide.
  String redacted() {
    @Nullable StringBuilder out = null;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      if (!isStart(at) || !find(at)) {
        at = next(at);
        continue;
      }
      out = out == null ? new StringBuilder(text.length()) : out;
      out.append(text, copied, from).append(HIDDEN);
      copied = to;
      at = to;
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private boolean isStart(int at) {
    return at == 0 || !isWord(text.charAt(at - 1)) || !isWord(text.charAt(at));
  }

  /// Nothing begins inside a word.
  private int next(int at) {
    int next = at + 1;
    if (isWord(text.charAt(at))) {
      while (next < text.length() && isWord(text.charAt(next))) {
        next++;
      }
    }
    return next;
  }

  private boolean find(int at) {
    char first = text.charAt(at);
    if (first == ':') {
      return findUserInfo(at);
    }
    if (first == '-') {
      return findPrivateKey(at) || findWord(at);
    }
    return isWord(first) && (findCard(at) || findWord(at));
  }

  private boolean findWord(int at) {
    int end = next(at);
    return (assignments.find(at, end) && found(assignments.from(), assignments.to()))
        || findScheme(at, end)
        || findEmail(at, end)
        || found(at, SecretShapes.webhookEnd(text, at))
        || (SecretShapes.isSecret(text, at, end) && found(at, end));
  }

  private boolean found(int start, int end) {
    from = start;
    to = end;
    return end > start;
  }

  // --- Bearer …, Basic … -----------------------------------------------------------------------

  private boolean findScheme(int start, int end) {
    int value = Assignments.skip(text, end);
    if (value == end || !isScheme(text, start, end)) {
      return false;
    }
    int valueEnd = Assignments.bareEnd(text, value);
    return valueEnd - value >= 8
        && SecretShapes.isRandom(text, value, valueEnd)
        && found(value, valueEnd);
  }

  static boolean isScheme(String text, int start, int end) {
    return isText(text, "bearer", start, end) || isText(text, "basic", start, end);
  }

  private static boolean isText(String text, String word, int start, int end) {
    return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  // --- jane@example.com, postgres://user:password@host -----------------------------------------

  private boolean findEmail(int start, int at) {
    if (at >= text.length() || text.charAt(at) != '@' || isText(text, "git", start, at)) {
      return false;
    }
    int end = at + 1;
    int dot = -1;
    while (end < text.length()
        && (SecretShapes.isAlphanumeric(text.charAt(end)) || isHostSign(end))) {
      dot = text.charAt(end) == '.' ? end : dot;
      end++;
    }
    return dot > at + 1
        && end - dot > 2
        && Character.isLetter(text.charAt(dot + 1))
        && !NO_DOMAINS.contains(text.substring(dot + 1, end).toLowerCase(Locale.ROOT))
        && found(start, end);
  }

  private boolean isHostSign(int at) {
    char c = text.charAt(at);
    boolean hasMore = at + 1 < text.length() && SecretShapes.isAlphanumeric(text.charAt(at + 1));
    return (c == '.' || c == '-') && hasMore;
  }

  private boolean findUserInfo(int at) {
    if (!text.startsWith("://", at)) {
      return false;
    }
    int end = at + 3;
    int colon = -1;
    while (end < text.length() && "@/?# \"'".indexOf(text.charAt(end)) < 0) {
      colon = text.charAt(end) == ':' && colon < 0 ? end : colon;
      end++;
    }
    boolean isUserInfo = end < text.length() && text.charAt(end) == '@' && colon >= 0;
    return isUserInfo && !Placeholders.isOne(text.substring(colon + 1, end)) && found(at + 3, end);
  }

  // --- cards and keys --------------------------------------------------------------------------

  private boolean findCard(int start) {
    return found(start, CardNumbers.end(text, start));
  }

  private boolean findPrivateKey(int at) {
    if (!text.startsWith("-----BEGIN ", at)) {
      return false;
    }
    int name = at;
    while (name <= at + 40 && !text.startsWith("PRIVATE KEY-----", name)) {
      name++;
    }
    if (name > at + 40) {
      return false;
    }
    int end = text.indexOf("-----END ", name);
    int close = end < 0 ? -1 : text.indexOf("-----", end + 9);
    return found(at, close < 0 ? text.length() : close + 5);
  }

  private static boolean isWord(char c) {
    return SecretShapes.isAlphanumeric(c) || "_.%+-".indexOf(c) >= 0;
  }
}
