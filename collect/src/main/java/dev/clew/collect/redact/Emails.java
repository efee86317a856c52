package dev.clew.collect.redact;

import dev.clew.wire.otlp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Finds addresses of mail.
final class Emails {
  private static final int MOST_LOCAL = 64;
  private static final int MOST_DOMAIN = 255;
  private static final String LOCAL_SIGNS = "._%+-";

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

  private Emails() {}

  /// The address whose sign stands at `at` and that starts at `floor` or later.
  static long find(Text text, int at, int floor) {
    int from = localStart(text, at, Math.max(floor, at - MOST_LOCAL));
    if (from == at || isGit(text, from, at)) {
      return Slice.EMPTY;
    }
    int to = domainEnd(text, at + 1);
    return hasDomain(text, at + 1, to) ? Slice.of(from, to - from) : Slice.EMPTY;
  }

  private static int localStart(Text text, int at, int least) {
    int from = at;
    while (from > least && isLocal(text.at(from - 1))) {
      from--;
    }
    while (from < at && !Text.isAlphanumeric(text.at(from)) && text.at(from) != '_') {
      from++;
    }
    return from;
  }

  private static boolean isLocal(int b) {
    return Text.isAlphanumeric(b) || LOCAL_SIGNS.indexOf(b) >= 0;
  }

  /// `git@host:path` is the address of a repository.
  private static boolean isGit(Text text, int from, int at) {
    return at - from == 3
        && text.at(from) == 'g'
        && text.at(from + 1) == 'i'
        && text.at(from + 2) == 't';
  }

  private static int domainEnd(Text text, int from) {
    int to = from;
    int most = Math.min(text.to(), from + MOST_DOMAIN);
    while (to < most
        && (Text.isAlphanumeric(text.at(to)) || text.at(to) == '.' || text.at(to) == '-')) {
      to++;
    }
    while (to > from && !Text.isAlphanumeric(text.at(to - 1))) {
      to--;
    }
    return to;
  }

  private static boolean hasDomain(Text text, int from, int to) {
    int dot = to;
    while (dot > from && text.at(dot - 1) != '.') {
      dot--;
    }
    int length = to - dot;
    if (dot - 1 <= from || length < 2 || length > 24 || !Text.isAlphanumeric(text.at(from))) {
      return false;
    }
    for (int at = dot; at < to; at++) {
      if (!Text.isLetter(text.at(at))) {
        return false;
      }
    }
    String last = new String(text.bytes(), dot, length, StandardCharsets.US_ASCII);
    return !NO_DOMAINS.contains(last.toLowerCase(Locale.ROOT));
  }
}
