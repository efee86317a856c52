package dev.clew.collect.redact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.collect.RedactionSettings;
import dev.clew.testkit.Gen;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextScannerTest {
  private static final RedactionSettings USUAL = RedactionSettings.usual(new byte[16]);

  private final Findings findings = new Findings();
  private final TextScanner scanner = new TextScanner(new Rules(USUAL), findings);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static String found(Hits hits, byte[] bytes) {
    var found = new StringBuilder();
    for (int i = 0; i < hits.size(); i++) {
      String secret = new String(bytes, hits.from(i), hits.to(i) - hits.from(i), UTF_8);
      found.append(i == 0 ? "" : " ").append(hits.rule(i).title()).append('=').append(secret);
    }
    return found.toString();
  }

  private String found(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return found(scanner.scan(bytes, 0, bytes.length), bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ada@example.com | email=ada@example.com",
        "a@b.cd,e@f.gh | email=a@b.cd email=e@f.gh",
        "https://a:b1@h.io/?token=c2&x=1 | url-password=b1 assignment=c2",
        "Bearer abc123def | authorization=abc123def",
        "pay 4111 1111 1111 1111 now | card=4111 1111 1111 1111",
        "is 078-05-1120? | social-security=078-05-1120",
        "AKIAIOSFODNN7EXAMPLE | access-key=AKIAIOSFODNN7EXAMPLE",
        "{\"token\":\"y1\"} | assignment=y1",
        "Cookie: a=b; c=d | assignment=a=b; c=d",
        "token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.x | assignment=eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.x",
      })
  void scan_findsTheSecretAlone(String text, String expected) {
    assertThat(found(text)).isEqualTo(expected);
  }

  @Test
  void scanStatement_findsLiterals() {
    byte[] sql = "SELECT 1 FROM a WHERE b = 'it''s' AND c = '?' AND d = 'y1".getBytes(UTF_8);

    assertThat(found(scanner.scanStatement(sql, 0, sql.length), sql))
        .isEqualTo("statement=it''s statement=y1");
  }

  @Test
  void scanStatement_knownAsCleanText_findsLiterals() {
    byte[] sql = "SELECT 1 FROM a WHERE b = 'y1'".getBytes(UTF_8);
    for (int time = 0; time < 3; time++) {
      assertThat(scanner.scan(sql, 0, sql.length).size()).isZero();
    }

    assertThat(found(scanner.scanStatement(sql, 0, sql.length), sql)).isEqualTo("statement=y1");
  }

  @Test
  void scan_textWithASecret_isNeverKnownAsClean() {
    for (int time = 0; time < 3; time++) {
      assertThat(found("the password is password=hunter2!")).isEqualTo("assignment=hunter2!");
    }
  }

  @Test
  void scan_numbersAtAnyPlace_areFound() {
    for (int place = 0; place < 20; place++) {
      String before = "x".repeat(place) + '(';

      assertThat(found(before + "4111111111111111")).isEqualTo("card=4111111111111111");
      assertThat(found(before + "078-05-1120")).isEqualTo("social-security=078-05-1120");
    }
  }

  @Test
  void scan_ruleThatReports_hidesNoOther() {
    RedactionSettings settings = USUAL.with(RedactionRule.ASSIGNMENT, RedactionAction.REPORT);
    byte[] text = "token=AKIAIOSFODNN7EXAMPLE".getBytes(UTF_8);

    Hits hits = new TextScanner(new Rules(settings), findings).scan(text, 0, text.length);

    assertThat(found(hits, text)).isEqualTo("access-key=AKIAIOSFODNN7EXAMPLE");
    assertThat(findings.count(RedactionRule.ASSIGNMENT)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void scan_anyBytes_givesHitsInOrderAndApart(long seed) {
    var gen = new Gen(seed);
    var text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(gen.oneOf(Corpus.secrets()).text()).append(gen.text());
      text.setLength(Math.max(0, text.length() - gen.random().nextInt(8)));
    }
    byte[] bytes = text.toString().getBytes(UTF_8);

    Hits hits = scanner.scanStatement(bytes, 0, bytes.length);

    int end = 0;
    for (int i = 0; i < hits.size(); i++) {
      assertThat(hits.from(i)).isBetween(end, bytes.length);
      end = hits.to(i);
      assertThat(end).isBetween(hits.from(i) + 1, bytes.length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "a@",
        "a@b.",
        "=",
        "token=",
        "token: ",
        "://a:b@",
        "://:",
        ":",
        "--",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "eyJ",
        "eyJabcdefghijk.",
        "Bearer ",
        "Bearer a",
        "sk-",
        "ghp_",
        "4111 ",
        "4111-",
        "4",
        "1 ",
        "'",
        "\\'",
        "\"token\":",
        "AKIA",
        "SG.",
        "key-",
        "--token ",
        "xoxb-",
        "hooks.slack.com/services/"
      })
  void scan_largeHostileText_takesTimeInProportion(String piece) {
    long small = leastNanos(piece, 1 << 16);
    long large = leastNanos(piece, 1 << 20);

    // Sixteen times the text is sixteen times the work, where each place is looked at by itself;
    // 256 times where all that follows is.
    assertThat(large).isLessThan(64 * small);
  }

  /// Of a few scans, each by a scanner that knows no text yet.
  private static long leastNanos(String piece, int length) {
    byte[] text = piece.repeat(length / piece.length()).getBytes(UTF_8);
    var threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      var scanner = new TextScanner(new Rules(USUAL), new Findings());
      long before = threads.getCurrentThreadCpuTime();
      var _ = scanner.scanStatement(text, 0, text.length);
      least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
    }
    return least;
  }
}
