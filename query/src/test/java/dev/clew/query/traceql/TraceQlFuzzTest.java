package dev.clew.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.Allocation;
import dev.clew.testkit.Effort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the text: a query or an error, with a bounded stack and bounded work.
class TraceQlFuzzTest {
  private static final int TRIES = Effort.of(40_000, 4_000_000);
  private static final long USUAL_STACK = 1024 * 1024;
  private static final long MOST_BYTES = 16 * TraceQl.MAX_LENGTH + 8 * 1024 * 1024;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "|",
          ",",
          "&&",
          "||",
          "=",
          "!=",
          "=~",
          "!~",
          "<",
          ">",
          "<=",
          ">=",
          ">>",
          "<<",
          "~",
          "!>",
          "!>>",
          "&>",
          "&<<",
          "+",
          "-",
          "*",
          "/",
          "%",
          "^",
          "!",
          "count",
          "sum",
          "max",
          "rate",
          "quantile_over_time",
          "compare",
          "topk",
          "by",
          "select",
          "coalesce",
          "with",
          "order",
          "limit",
          "nil",
          "true",
          "error",
          "server",
          "duration",
          "name",
          ".a",
          "span.b",
          "parent.resource.c",
          "event:name",
          "span:",
          "1",
          ".5",
          "1.5s",
          "\"x\"",
          "`y`",
          "\"",
          "`",
          "/*",
          "*/",
          "//",
          "\n",
          "\\",
          "\u00a0",
          "é",
          "\ud800",
          "\u0000",
          "minInt");

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void parse_randomBytes_neverFails() {
    tryMany(() -> {
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    });
  }

  @Test
  void parse_piecesInAnyOrder_neverFails() {
    tryMany(() ->
        Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
            .limit(random.nextInt(40))
            .collect(Collectors.joining(random.nextBoolean() ? " " : "")));
  }

  @Test
  void parse_mutatedQueries_neverFails() {
    List<Corpus.Entry> entries = Corpus.entries();

    tryMany(() -> mutated(entries.get(random.nextInt(entries.size())).query(), random));
  }

  private void tryMany(Supplier<String> texts) {
    for (int i = 0; i < TRIES; i++) {
      String text = texts.get();
      if (TraceQl.parse(text) instanceof Parsed.Valid(var query)) {
        assertThat(TraceQlTest.query(TraceQl.print(query))).as(text).isEqualTo(query);
      }
    }
  }

  private static String mutated(String query, RandomGenerator random) {
    var text = new StringBuilder(query);
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        case 3 -> text.delete(random.nextInt(at + 1), at);
        default -> text.setCharAt(at, (char) random.nextInt(32, 127));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("huge")
  void parse_hugeText_staysOnItsStack(String text) throws InterruptedException {
    var failure = new AtomicReference<@Nullable Throwable>();
    Thread thread = new Thread(null, () -> roundTrip(text), "usual stack", USUAL_STACK);
    thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));

    thread.start();
    thread.join();

    assertThat(failure.get()).isNull();
  }

  private static void roundTrip(String text) {
    if (TraceQl.parse(text) instanceof Parsed.Valid(var query)) {
      assertThat(TraceQl.print(query)).isNotEmpty();
    }
  }

  /// Each step of the parser allocates: what it allocates is a measure of its work that does not
  /// depend on the machine.
  @ParameterizedTest
  @MethodSource("huge")
  void parse_hugeText_takesWorkInProportion(String text) {
    assertThat(Allocation.bytes(() -> TraceQl.parse(text))).isLessThan(MOST_BYTES);
  }

  static Stream<String> huge() {
    return Stream.of(
            "(",
            "{",
            "{ !",
            "{ -",
            "{ (",
            "-",
            "((",
            "({}|",
            "({}&&",
            "({}|rate())+(",
            "{ .a = 1 && (",
            "{}&&",
            "{}|",
            "{}>>({}|",
            "count()+(",
            "1+(",
            "{}|rate()>(",
            "{}|rate()|topk(1)",
            "\"",
            "`",
            "\"x\"",
            "/*",
            "//\n",
            ".a ",
            ".a.",
            ".\"a\"",
            "1",
            "1s",
            "1.5h",
            "9.",
            "x",
            "x:",
            " ",
            "\\",
            "é",
            "\ud800",
            "\u0000")
        .flatMap(piece -> Stream.of(repeated(piece), "{ .a = " + repeated(piece)))
        .map(text -> text.substring(0, Math.min(text.length(), TraceQl.MAX_LENGTH)));
  }

  private static String repeated(String piece) {
    return piece.repeat(TraceQl.MAX_LENGTH / piece.length());
  }

  @ParameterizedTest
  @MethodSource("chains")
  void parse_longChain_staysOnItsStack(String text) throws InterruptedException {
    parse_hugeText_staysOnItsStack(text);
  }

  /// As long as a query may be, and valid.
  static Stream<String> chains() {
    return Stream.of(
        "{}" + "&&{}".repeat(800),
        "{ .a" + "+1".repeat(1_200) + " = 1 }",
        "{ 2" + "^2".repeat(60) + " = .a }",
        "{ .a" + " && .b".repeat(1_200) + " }",
        "count()" + "+2".repeat(1_200) + " > 1",
        "{} | rate()" + "|topk(1)".repeat(400),
        "({}|rate())" + "+1".repeat(1_200),
        "{}" + "|{}".repeat(800),
        "(".repeat(100) + "{}" + ")".repeat(100),
        "{ " + "(".repeat(100) + ".a" + ")".repeat(100) + " }",
        "{ " + "!".repeat(60) + ".a }");
  }
}
