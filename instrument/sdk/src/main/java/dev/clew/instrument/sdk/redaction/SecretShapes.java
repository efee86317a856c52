package dev.clew.instrument.sdk.redaction;

import java.util.List;

/// Words that are secrets by their look: tokens whose makers gave them a prefix to be found by.
final class SecretShapes {
  private static final List<Prefix> PREFIXES =
      List.of(
          new Prefix("ghp_", 30),
          new Prefix("gho_", 30),
          new Prefix("ghu_", 30),
          new Prefix("ghs_", 30),
          new Prefix("ghr_", 30),
          new Prefix("github_pat_", 40),
          new Prefix("glpat-", 20),
          new Prefix("xoxb-", 20),
          new Prefix("xoxp-", 20),
          new Prefix("xoxa-", 20),
          new Prefix("xoxs-", 20),
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
          new Prefix("dop_v1_", 40),
          new Prefix("shpat_", 32),
          new Prefix("AKIA", 20),
          new Prefix("ASIA", 20));

  private SecretShapes() {}

  static boolean isSecret(String text, int start, int end) {
    return isJwt(text, start, end) || hasPrefix(text, start, end);
  }

  /// Base64 of a JSON object begins with `eyJ`; a token has at least a head and a body.
  private static boolean isJwt(String text, int start, int end) {
    int dot = text.indexOf('.', start);
    return text.startsWith("eyJ", start) && end - start >= 20 && dot > start + 8 && dot < end - 8;
  }

  private static boolean hasPrefix(String text, int start, int end) {
    for (Prefix prefix : PREFIXES) {
      if (text.startsWith(prefix.text, start)
          && end - start >= prefix.shortest
          && isRandom(text, start + prefix.text.length(), end)) {
        return true;
      }
    }
    return false;
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

    Prefix(String text, int shortest) {
      this.text = text;
      this.shortest = shortest;
    }
  }
}
