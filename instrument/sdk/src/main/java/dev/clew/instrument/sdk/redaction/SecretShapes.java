package dev.clew.instrument.sdk.redaction;

import java.util.stream.Stream;

/// Words that are secrets by their look: tokens whose makers gave them a prefix to be found by.
final class SecretShapes {
  /// By the first character, as most words begin like none of them.
  private static final Prefix[][] PREFIXES =
      byFirst(
          new Prefix("ghp_", 30),
          new Prefix("gho_", 30),
          new Prefix("ghu_", 30),
          new Prefix("ghs_", 30),
          new Prefix("ghr_", 30),
          new Prefix("github_pat_", 33),
          new Prefix("glpat-", 20),
          new Prefix("xoxb-", 20),
          new Prefix("xoxp-", 20),
          new Prefix("xoxa-", 20),
          new Prefix("xoxr-", 20),
          new Prefix("xoxs-", 20),
          new Prefix("xapp-", 20),
          new Prefix("sk_live_", 20),
          new Prefix("sk_test_", 20),
          new Prefix("rk_live_", 20),
          new Prefix("rk_test_", 20),
          new Prefix("pk_live_", 20),
          new Prefix("whsec_", 20),
          new Prefix("sk-", 24),
          new Prefix("AIza", 39),
          new Prefix("npm_", 36),
          new Prefix("pypi-", 40),
          new Prefix("SG.", 40),
          new Prefix("hvs.", 24),
          new Prefix("hvb.", 24),
          new Prefix("dop_v1_", 40),
          new Prefix("shpat_", 32),
          new Prefix("shpss_", 32),
          new Prefix("shpca_", 32),
          new Prefix("AKIA", 20),
          new Prefix("ASIA", 20),
          new Prefix("ABIA", 20),
          new Prefix("ACCA", 20),
          new Prefix("LTAI", 20),
          new Prefix("EAAA", 60),
          new Prefix("ATATT3", 46),
          new Prefix("hf_", 33),
          new Prefix("glsa_", 37),
          new Prefix("glc_", 36),
          new Prefix("dckr_pat_", 29),
          new Prefix("lin_api_", 40),
          new Prefix("rubygems_", 57),
          new Prefix("pul-", 44),
          new Prefix("secret_", 47),
          new Prefix("PMAK-", 55),
          new Prefix("NRAK-", 32),
          new Prefix("sq0atp-", 29),
          new Prefix("sq0csp-", 50),
          new Prefix("AGE-SECRET-KEY-1", 66),
          new Prefix("ya29.", 25),
          new Prefix("key-", 36, true),
          new Prefix("SK", 34, true));

  private static final String WEBHOOK = "hooks.slack.com/services/";

  private SecretShapes() {}

  static boolean isSecret(String text, int start, int end) {
    return isJwt(text, start, end)
        || hasPrefix(text, start, end)
        || isSocialSecurityNumber(text, start, end);
  }

  /// Where the address of a webhook, which is a secret by itself, ends; before its start where
  /// there is none.
  static int webhookEnd(String text, int start) {
    if (!text.startsWith(WEBHOOK, start)) {
      return -1;
    }
    int end = start + WEBHOOK.length();
    while (end < text.length() && (isAlphanumeric(text.charAt(end)) || text.charAt(end) == '/')) {
      end++;
    }
    return end;
  }

  /// `123-45-6789`, of an area that was given out.
  private static boolean isSocialSecurityNumber(String text, int start, int end) {
    if (end - start != 11 || text.charAt(start + 3) != '-' || text.charAt(start + 6) != '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (i != start + 3 && i != start + 6 && !Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(start) != '9'
        && !text.startsWith("000", start)
        && !text.startsWith("666", start)
        && !text.startsWith("00", start + 4)
        && !text.startsWith("0000", start + 7);
  }

  /// Base64 of a JSON object begins with `eyJ`; a token has at least a head and a body.
  private static boolean isJwt(String text, int start, int end) {
    if (end - start < 20 || !text.startsWith("eyJ", start)) {
      return false;
    }
    int dot = start;
    while (dot < end && text.charAt(dot) != '.') {
      dot++;
    }
    return dot > start + 8 && dot < end - 8;
  }

  private static boolean hasPrefix(String text, int start, int end) {
    char first = text.charAt(start);
    for (Prefix prefix : PREFIXES[first < PREFIXES.length ? first : 0]) {
      int rest = start + prefix.text.length();
      if (text.startsWith(prefix.text, start)
          && end - start >= prefix.shortest
          && isRandom(text, rest, end)
          && (!prefix.isHex || isHex(text, rest, start + prefix.shortest))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Prefix[][] byFirst(Prefix... prefixes) {
    Prefix[][] found = new Prefix[128][];
    for (int first = 0; first < found.length; first++) {
      int wanted = first;
      found[first] =
          Stream.of(prefixes)
              .filter(prefix -> prefix.text.charAt(0) == wanted)
              .toArray(Prefix[]::new);
    }
    return found;
  }

  /// Words of a language have no digits, no capitals inside and no padding.
  static boolean isRandom(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean isInside = i > start;
      if (Character.isDigit(c) || c == '=' || (isInside && Character.isUpperCase(c))) {
        return true;
      }
    }
    return false;
  }

  static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// How a kind of token begins, and how long it is at least.
  private static final class Prefix {
    private final String text;
    private final int shortest;
    private final boolean isHex;

    Prefix(String text, int shortest) {
      this(text, shortest, false);
    }

    Prefix(String text, int shortest, boolean isHex) {
      this.text = text;
      this.shortest = shortest;
      this.isHex = isHex;
    }
  }
}
