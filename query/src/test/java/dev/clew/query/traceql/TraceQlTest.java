package dev.clew.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceQlTest {
  record Case(String query, String expected) {}

  static List<Case> valid() throws IOException {
    return cases("valid.txt");
  }

  static List<Case> invalid() throws IOException {
    return cases("invalid.txt");
  }

  private static List<Case> cases(String file) throws IOException {
    try (InputStream in = TraceQlTest.class.getResourceAsStream("/traceql/" + file)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("# ") && !line.isEmpty())
              .toList();
      var cases = new ArrayList<Case>();
      for (int i = 0; i < lines.size(); i += 2) {
        String expected = lines.get(i + 1);
        cases.add(new Case(lines.get(i), expected.equals("=") ? lines.get(i) : expected));
      }
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void print_validQuery_writesItsTree(Case each) {
    assertThat(TraceQl.print(valid(each.query()))).isEqualTo(each.expected());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void parse_printedQuery_isTheSameTree(Case each) {
    Query query = valid(each.query());

    assertThat(valid(TraceQl.print(query))).isEqualTo(query);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void parse_invalidQuery_saysWhereAndWhy(Case each) {
    String[] expected = each.expected().split(" ", 3);

    QueryError error = invalid(each.query());

    assertThat(error.line() + " " + error.column()).isEqualTo(expected[0] + " " + expected[1]);
    assertThat(error.message()).contains(expected[2]);
  }

  @Test
  void parse_errorOnALaterLine_countsLinesAndCharacters() {
    QueryError error = invalid("{ .a = 1 }\n  && { \"😀\" = }");

    assertThat(error).hasToString("line 2, column 14: unexpected }, needs a value");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void parse_hostileText_isRefusedOrReadWithoutAnotherException(String text) {
    assertThatCode(() -> TraceQl.parse(text)).doesNotThrowAnyException();
  }

  static Stream<String> hostile() {
    return Stream.of(
        "(".repeat(130_000),
        "{".repeat(130_000),
        "{ " + "!".repeat(130_000),
        "{ " + "-".repeat(130_000) + "1 = 1 }",
        "{ " + "(".repeat(60_000) + ".a" + ")".repeat(60_000) + " }",
        "(".repeat(60_000) + "count()" + ")".repeat(60_000) + " > 1",
        "(".repeat(4) + "({}|rate())".repeat(10_000),
        "{}" + "&&{}".repeat(30_000),
        "{}" + "&&{}".repeat(1_600),
        "{ .a" + "+1".repeat(60_000) + " = 1 }",
        "{ 2" + "^2".repeat(2_400) + " = 1 }",
        "count()" + "^2".repeat(2_400) + " > 1",
        "{} | rate()" + "|topk(1)".repeat(1_200),
        "\"".repeat(130_000),
        "\u0000\ud800{ .\udc00 }",
        " ".repeat(200_000));
  }

  @Test
  void parse_mutatedQueries_neverFails() throws IOException {
    List<Case> cases = valid();
    var random = new SplittableRandom(7);

    IntStream.range(0, 50_000)
        .mapToObj(_ -> mutated(cases.get(random.nextInt(cases.size())).query(), random))
        .forEach(text -> {
          if (TraceQl.parse(text) instanceof Parsed.Valid(var query)) {
            assertThat(valid(TraceQl.print(query))).as(text).isEqualTo(query);
          }
        });
  }

  private static String mutated(String query, SplittableRandom random) {
    var text = new StringBuilder(query);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "{}()=~!<>&|^,.\"`1a- +*/%".charAt(random.nextInt(24)));
        case 2 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
        default -> text.setCharAt(at, (char) random.nextInt(32, 127));
      }
      if (text.isEmpty()) {
        text.append('{');
      }
    }
    return text.toString();
  }

  private static Query valid(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) -> query;
      case Parsed.Invalid(var error) -> throw new AssertionError(text + ": " + error);
    };
  }

  private static QueryError invalid(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) ->
          throw new AssertionError(text + " is read as " + TraceQl.print(query));
      case Parsed.Invalid(var error) -> error;
    };
  }
}
