package dev.clew.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.oracle.RandomQueries;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceQlTest {
  static Stream<Corpus.Entry> valid() {
    return Corpus.valid();
  }

  static Stream<Corpus.Entry> invalid() {
    return Corpus.invalid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void print_validQuery_writesItsTree(Corpus.Entry entry) {
    assertThat(TraceQl.print(query(entry.query()))).isEqualTo(entry.expected());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void parse_printedQuery_isTheSameTree(Corpus.Entry entry) {
    Query query = query(entry.query());

    assertThat(query(TraceQl.print(query))).isEqualTo(query);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void parse_invalidQuery_saysWhereAndWhy(Corpus.Entry entry) {
    QueryError error = error(entry.query());

    assertThat("! %d %d %s".formatted(error.line(), error.column(), error.message()))
        .isEqualTo(entry.expected());
  }

  @Test
  void parse_printOfAnyTree_isTheSameTree() {
    RandomQueries.ofAllKinds(5_000)
        .forEach(query -> assertThat(query(TraceQl.print(query))).isEqualTo(query));
  }

  @Test
  void parse_errorOnALaterLine_countsLinesAndCharacters() {
    QueryError error = error("{ .a = 1 }\n  && { \"😀\" = }");

    assertThat(error).hasToString("line 2, column 14: unexpected }, needs a value");
  }

  @Test
  void parse_strangeWord_isShownShortAndOnOneLine() {
    assertThat(error("{ .a = " + "x".repeat(100_000) + " }").message()).hasSizeLessThan(300);
    assertThat(error("{} \"\u0007\u202e\n\"").message()).doesNotContain("\u0007", "\u202e", "\n");
    assertThat(error("{} `\u0007\u202e\n`").message()).contains("unexpected `???`");
  }

  @Test
  void parse_tooLongText_saysHowLongItMayBe() {
    assertThat(error("{ .a = \"" + "x".repeat(131_065) + "\" }").message())
        .isEqualTo("query needs at most 131072 characters, got 131076");
  }

  @Test
  void parse_longestText_isRead() {
    String text = "{ .a = \"" + "x".repeat(131_060) + "\" }";

    assertThat(TraceQl.print(query(text))).isEqualTo(text);
  }

  @Test
  void print_fieldAndAggregate_standAsInAQuery() {
    ScalarExpr sum = totals("sum(.a + 1) by (span.b)").aggregate();

    assertThat(TraceQl.print(sum)).isEqualTo("sum(.a + 1)");
    assertThat(TraceQl.print(totals("count() by (span.\"b c\")").by().getFirst()))
        .isEqualTo("span.\"b c\"");
  }

  private static Query.Root.Totals totals(String text) {
    return (Query.Root.Totals) query(text).root();
  }

  static Query query(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) -> query;
      case Parsed.Invalid(var error) -> throw new AssertionError(text + ": " + error);
    };
  }

  private static QueryError error(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) ->
          throw new AssertionError(text + " is read as " + TraceQl.print(query));
      case Parsed.Invalid(var error) -> error;
    };
  }
}
