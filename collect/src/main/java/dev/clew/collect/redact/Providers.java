package dev.clew.collect.redact;

import dev.clew.collect.redact.TokenPattern.Alphabet;
import java.util.List;
import java.util.stream.Stream;

/// The providers whose keys are known by how they start.
final class Providers {
  private Providers() {}

  static List<TokenPattern> patterns() {
    return Stream.of(plain(), underscored(), dashed(), dotted()).flatMap(List::stream).toList();
  }

  private static List<TokenPattern> plain() {
    return List.of(
        TokenPattern.of("AKIA", Alphabet.UPPER_AND_DIGITS, 16).anchoredAt("KI"),
        TokenPattern.of("ASIA", Alphabet.UPPER_AND_DIGITS, 16).anchoredAt("SI"),
        TokenPattern.of("ABIA", Alphabet.UPPER_AND_DIGITS, 16).anchoredAt("BI"),
        TokenPattern.of("ACCA", Alphabet.UPPER_AND_DIGITS, 16).anchoredAt("CC").mixed(),
        TokenPattern.of("AIza", Alphabet.BASE64_URL, 35).anchoredAt("Iz"),
        TokenPattern.of("SK", Alphabet.HEX, 32).mixed(),
        TokenPattern.of("ATATT3", Alphabet.BASE64_URL, 40).anchoredAt("T3"),
        TokenPattern.of("hooks.slack.com/services/", Alphabet.WITH_SLASHES, 20).anchoredAt("k."),
        TokenPattern.of("EAAA", Alphabet.BASE64_URL, 56).anchoredAt("EA").mixed(),
        TokenPattern.of("LTAI", Alphabet.ALPHANUMERIC, 16).anchoredAt("TA").mixed());
  }

  private static List<TokenPattern> underscored() {
    return List.of(
        TokenPattern.of("ghp_", Alphabet.ALPHANUMERIC, 30),
        TokenPattern.of("gho_", Alphabet.ALPHANUMERIC, 30),
        TokenPattern.of("ghu_", Alphabet.ALPHANUMERIC, 30),
        TokenPattern.of("ghs_", Alphabet.ALPHANUMERIC, 30),
        TokenPattern.of("ghr_", Alphabet.ALPHANUMERIC, 30),
        TokenPattern.of("github_pat_", Alphabet.BASE64_URL, 22).anchoredAt("b_"),
        TokenPattern.of("sk_live_", Alphabet.ALPHANUMERIC, 16).anchoredAt("k_"),
        TokenPattern.of("sk_test_", Alphabet.ALPHANUMERIC, 16).anchoredAt("k_"),
        TokenPattern.of("rk_live_", Alphabet.ALPHANUMERIC, 16).anchoredAt("k_"),
        TokenPattern.of("rk_test_", Alphabet.ALPHANUMERIC, 16).anchoredAt("k_"),
        TokenPattern.of("whsec_", Alphabet.ALPHANUMERIC, 16).mixed(),
        TokenPattern.of("npm_", Alphabet.ALPHANUMERIC, 36).mixed(),
        TokenPattern.of("hf_", Alphabet.ALPHANUMERIC, 30),
        TokenPattern.of("dop_v1_", Alphabet.HEX, 64).anchoredAt("p_"),
        TokenPattern.of("shpat_", Alphabet.HEX, 32),
        TokenPattern.of("shpss_", Alphabet.HEX, 32),
        TokenPattern.of("shpca_", Alphabet.HEX, 32),
        TokenPattern.of("glsa_", Alphabet.BASE64_URL, 32),
        TokenPattern.of("glc_", Alphabet.BASE64_URL, 32).mixed(),
        TokenPattern.of("dckr_pat_", Alphabet.BASE64_URL, 20).anchoredAt("r_"),
        TokenPattern.of("lin_api_", Alphabet.ALPHANUMERIC, 32).anchoredAt("n_"),
        TokenPattern.of("rubygems_", Alphabet.HEX, 48),
        TokenPattern.of("pul-", Alphabet.HEX, 40),
        TokenPattern.of("secret_", Alphabet.ALPHANUMERIC, 40).mixed());
  }

  private static List<TokenPattern> dashed() {
    return List.of(
        TokenPattern.of("glpat-", Alphabet.BASE64_URL, 20),
        TokenPattern.of("xoxb-", Alphabet.BASE64_URL, 20).mixed(),
        TokenPattern.of("xoxp-", Alphabet.BASE64_URL, 20).mixed(),
        TokenPattern.of("xoxa-", Alphabet.BASE64_URL, 20).mixed(),
        TokenPattern.of("xoxr-", Alphabet.BASE64_URL, 20).mixed(),
        TokenPattern.of("xoxs-", Alphabet.BASE64_URL, 20).mixed(),
        TokenPattern.of("xapp-", Alphabet.BASE64_URL, 20).mixed(),
        TokenPattern.of("sk-", Alphabet.BASE64_URL, 32).mixed(),
        TokenPattern.of("pypi-", Alphabet.BASE64_URL, 50).mixed(),
        TokenPattern.of("key-", Alphabet.HEX, 32).mixed(),
        TokenPattern.of("PMAK-", Alphabet.BASE64_URL, 50).mixed(),
        TokenPattern.of("NRAK-", Alphabet.UPPER_AND_DIGITS, 27),
        TokenPattern.of("sq0atp-", Alphabet.BASE64_URL, 22),
        TokenPattern.of("sq0csp-", Alphabet.BASE64_URL, 43),
        TokenPattern.of("AGE-SECRET-KEY-1", Alphabet.UPPER_AND_DIGITS, 50).anchoredAt("T-"));
  }

  private static List<TokenPattern> dotted() {
    return List.of(
        TokenPattern.of("ya29.", Alphabet.WITH_DOTS, 20),
        TokenPattern.of("SG.", Alphabet.WITH_DOTS, 40).mixed(),
        TokenPattern.of("hvs.", Alphabet.BASE64_URL, 24),
        TokenPattern.of("hvb.", Alphabet.BASE64_URL, 24));
  }
}
