package dev.clew.query.oracle;

import static dev.clew.model.SpanKind.CLIENT;
import static dev.clew.model.SpanKind.SERVER;
import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.StatusCode;
import dev.clew.model.TimeRange;
import dev.clew.query.SpanMaker;
import dev.clew.query.oracle.SearchOracle.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of the language's meaning, one by one, by which the oracle judges.
class SearchOracleTest {
  /// 1 has all kinds of attributes, 2 none.
  private static final List<Span> TWO =
      List.of(
          span(1, 1)
              .at(100, 130)
              .ended(StatusCode.ERROR, "bad")
              .by("web")
              .with(
                  Attribute.of("text", "ab"),
                  Attribute.of("int", 7),
                  Attribute.of("real", 2.5),
                  Attribute.of("yes", true),
                  new Attribute("none", new AttributeValue.Empty()),
                  array("list", "x", "y"),
                  array("empty"),
                  Attribute.of("again", 1),
                  Attribute.of("again", 2))
              .make(),
          span(1, 2).under(1).at(110, 110).make());

  private static Attribute array(String key, String... values) {
    List<AttributeValue> all =
        Stream.of(values).<AttributeValue>map(AttributeValue.Text::new).toList();
    return new Attribute(key, new AttributeValue.Array(all));
  }

  /// The ids of the spans of each set, as in `1 2|3`.
  private static String found(String query, List<Span> sent) {
    Answer answer = new SearchOracle(sent).search(Judge.parsed(query), TimeRange.ALL);
    if (!answer.failing().isEmpty()) {
      return "fails";
    }
    Stream<SpanSet> sets = answer.found().stream().flatMap(found -> found.sets().stream());
    return String.join("|", sets.map(SearchOracleTest::ids).toList());
  }

  private static String ids(SpanSet set) {
    return String.join(" ", set.spans().stream().map(node -> Long.toString(node.id())).toList());
  }

  private static List<Span> spans(SpanMaker... makers) {
    return Arrays.stream(makers).map(SpanMaker::make).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        // Nothing holds for what is missing, nor for values of different types.
        "{ .text = \"ab\" }; 1",
        "{ .text != \"ab\" }; ``",
        "{ .text != \"b\" }; 1",
        "{ .text != 7 }; ``",
        "{ .missing != \"ab\" }; ``",
        "{ .missing = .missing }; ``",
        "{ .missing != .empty }; ``",
        "{ .yes != \"true\" }; ``",
        // What is there, and what is not.
        "{ .text != nil }; 1",
        "{ .text = nil }; 2",
        "{ nil = .text }; 2",
        "{ .none != nil }; 1",
        "{ .none = \"\" }; ``",
        "{ nil = nil }; ``",
        "{ nil != nil }; ``",
        "{ span:parentID = nil }; 1",
        "{ span:parentID = \"0000000000000001\" }; 2",
        // Conditions.
        "{ .yes }; 1",
        "{ .text }; ``",
        "{ !.yes }; fails",
        "{ !(.text = \"ab\") }; 2",
        "{ !.text }; fails",
        "{ .yes && !.yes }; ``",
        "{ .missing || true }; 1 2",
        "{ true || !.missing }; 1 2",
        "{ false && !.missing }; ``",
        "{ !.missing || true }; fails",
        "{ .text || .int = 7 }; 1",
        // Numbers compare with each other, durations by their nanoseconds.
        "{ .int = 7.0 }; 1",
        "{ .real > 2 }; 1",
        "{ duration = 30 }; 1",
        "{ duration = 30ns && .int < duration }; 1",
        "{ .int > \"5\" }; ``",
        // Arithmetic.
        "{ .int / 2 = 3 }; 1",
        "{ .int / 2.0 = 3.5 }; 1",
        "{ -.int / 2 = -3 }; 1",
        "{ .int % 4 = 3 }; 1",
        "{ .int ^ 2 = 49 }; 1",
        "{ 2 ^ .int = 128 }; 1",
        "{ .int ^ (-1) < 1 }; 1",
        "{ (.int - 8) ^ (.int + 57) = 1 }; 1",
        "{ (.int - 8) ^ (.int + 58) = -1 }; 1",
        "{ .int ^ (.int * 9) > 1.7e53 }; 1",
        "{ .int / 0 = 1 }; fails",
        "{ .int % (.int - 7) = 1 }; fails",
        "{ .int / 0.0 > 1 }; 1",
        "{ .missing / 0 = 1 }; ``",
        "{ .text + 1 = 1 }; ``",
        "{ .missing + 1 != 1 }; ``",
        "{ .int + 9223372036854775807 < 0 }; 1",
        // Texts, patterns, arrays.
        "{ .text < \"b\" }; 1",
        "{ .text =~ \"a\" }; ``",
        "{ .text =~ \"a.\" }; 1",
        "{ .text !~ \"a\" }; 1",
        "{ .missing !~ \"a\" }; ``",
        "{ .int !~ \"a\" }; ``",
        "{ .list = \"x\" }; 1",
        "{ .list != \"x\" }; ``",
        "{ .list != \"z\" }; 1",
        "{ .list =~ \"y|z\" }; 1",
        "{ .list !~ \"y|z\" }; ``",
        "{ .empty = \"x\" }; ``",
        "{ .empty != \"x\" }; 1",
        "{ .empty != .missing }; ``",
        // Where fields are found.
        "{ .again = 2 }; 1",
        "{ .again = 1 }; ``",
        "{ .service.name = \"web\" }; 1",
        "{ span.service.name = \"web\" }; ``",
        "{ parent.text = \"ab\" }; 2",
        "{ parent.resource.service.name = \"web\" }; 2",
        "{ status = error }; 1",
        "{ status != error }; 2",
        "{ status = .int }; ``",
        "{ statusMessage = \"\" }; 2",
        "{ instrumentation:name = nil }; 1 2",
        "{ trace:id = \"0001\" }; 1 2",
        "{ trace:id = \"1\" && trace:id =~ \"1\" }; 1 2",
        "{ span:id = \"0000000000000002\" }; 2",
        "{ span:childCount = 1 }; 1",
        "{ rootServiceName = \"web\" && traceDuration = 30ns }; 1 2",
        "{ nestedSetLeft = 1 && nestedSetRight = 4 && nestedSetParent = -1 }; 1",
        "{ nestedSetParent = 1 }; 2",
      })
  void filter_asTheRulesHaveIt(String query, String expected) {
    assertThat(found(query, TWO)).as(query).isEqualTo(expected);
  }

  /// 1 (a) ├ 2 (b) │ ├ 3 (a) │ └ 4 (c) └ 5 (b)
  private static final List<Span> TREE =
      spans(
          span(1, 1).named("a").at(100, 200),
          span(1, 2).under(1).named("b").at(110, 150),
          span(1, 3).under(2).named("a").at(120, 130),
          span(1, 4).under(2).named("c").at(130, 140),
          span(1, 5).under(1).named("b").at(160, 170));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{ name = \"a\" } > { name = \"b\" }; 2 5",
        "{ name = \"a\" } >> { name = \"c\" }; 4",
        "{ name = \"a\" } > { name = \"c\" }; ``",
        "{ name = \"b\" } < { name = \"a\" }; 1",
        "{ name = \"c\" } << { }; 1 2",
        "{ name = \"a\" } ~ { }; 4",
        "{ } ~ { }; 2 3 4 5",
        "{ name = \"b\" } !> { name = \"a\" }; 1",
        "{ name = \"x\" } !> { name = \"a\" }; 1 3",
        "{ name = \"b\" } !>> { }; 1 2 5",
        "{ name = \"c\" } !< { name = \"b\" }; 5",
        "{ name = \"c\" } !<< { }; 3 4 5",
        "{ name = \"c\" } !~ { }; 1 2 4 5",
        "{ name = \"b\" } &> { }; 2 3 4",
        "{ name = \"a\" } &>> { name = \"c\" }; 1 4",
        "{ name = \"c\" } &< { }; 2 4",
        "{ name = \"c\" } &~ { }; 3 4",
        "{ name = \"x\" } &> { }; ``",
        "{ name = \"b\" } && { name = \"c\" }; 2 4 5",
        "{ name = \"b\" } && { name = \"x\" }; ``",
        "{ name = \"b\" } || { name = \"x\" }; 2 5",
        "{ name = \"a\" } > { name = \"b\" } > { }; 3 4",
        // Pipelines.
        "{ name = \"b\" } | { } > { }; ``",
        "{ } | by(name); 1 3|2 5|4",
        "{ } | by(name) | count() > 1; 1 3|2 5",
        "{ } | by(name) | count() > 1 | coalesce(); 1 2 3 5",
        "{ } | by(name) | { span:id != \"0000000000000001\" }; 2 5|3|4",
        "{ } | by(name) | { } >> { }; 3",
        "{ } | by(name) | ({ } | coalesce()); 1 2 3 4 5",
        "{ } | by(name) | ({ } | coalesce()) && { }; 1 3|2 5|4",
        "({ } | by(name)) > { }; fails",
        "({ } | by(name)) && { name = \"c\" }; 1 2 3 4 5",
        "({ } | count() > 4) >> { name = \"c\" }; 4",
        "{ name = \"b\" } | avg(duration) = 25ns; 2 5",
        "{ name = \"b\" } | sum(duration) = 50ns; 2 5",
        "{ name = \"b\" } | min(duration) * 4 = max(duration); 2 5",
        "{ name = \"b\" } | max(.x) > 0; ``",
        "{ name = \"b\" } | avg(span:childCount) = 1; 2 5",
        "{ name = \"b\" } | avg(.x) != 0; ``",
        "{ name = \"b\" } | 1 / (count() - 2) > 0; fails",
        "{ name = \"x\" } | 1 / count() > 0; ``",
        "({ name = \"b\" } | count()) < ({ } | count()); 1 2 3 4 5",
        "({ name = \"x\" } | count()) = 0; 1 2 3 4 5",
        "{ } | select(.x); 1 2 3 4 5",
      })
  void pipeline_asTheRulesHaveIt(String query, String expected) {
    assertThat(found(query, TREE)).as(query).isEqualTo(expected);
  }

  @Test
  void by_missingValue_isAGroup() {
    assertThat(found("by(.int)", TWO)).isEqualTo("1|2");
  }

  @Test
  void spanSentAgain_theLastCounts() {
    List<Span> sent = spans(span(1, 1).named("old"), span(1, 1).named("new"));

    assertThat(found("{ name = \"old\" }", sent)).isEmpty();
    assertThat(found("{ name = \"new\" }", sent)).isEqualTo("1");
  }

  @Test
  void orphans_takePartThroughTheirEdges() {
    List<Span> sent = spans(span(1, 2).under(9), span(1, 3).under(2).at(101, 102), span(1, 4));

    assertThat(found("{ } > { }", sent)).isEqualTo("3");
    assertThat(found("{ nestedSetParent = -1 }", sent)).isEqualTo("2 4");
    assertThat(found("{ nestedSetLeft = 5 }", sent)).isEqualTo("4");
  }

  @Test
  void circle_isCutAboveItsEarliest() {
    List<Span> sent =
        spans(
            span(1, 1).under(3).at(102, 110),
            span(1, 2).under(1).at(101, 110),
            span(1, 3).under(2).at(103, 110));

    assertThat(found("{ nestedSetParent = -1 }", sent)).isEqualTo("2");
    assertThat(found("{ span:id = \"0000000000000002\" } >> { }", sent)).isEqualTo("1 3");
  }

  /// The call's ends share the id 2; 3 was started by the server.
  @Test
  void sharedId_serverStandsBelowClient() {
    List<Span> sent =
        spans(
            span(1, 1).by("web"),
            span(1, 2).under(1).of(CLIENT).by("web").at(101, 109),
            span(1, 2).under(1).of(SERVER).by("db").at(102, 108),
            span(1, 3).under(2).by("db").at(103, 104),
            span(1, 4).under(2).by("web").at(105, 106));

    assertThat(found("{ kind = client } > { kind = server }", sent)).isEqualTo("2");
    assertThat(found("{ kind = server } > { }", sent)).isEqualTo("3");
    assertThat(found("{ kind = client } > { kind != server }", sent)).isEqualTo("4");
  }

  @Test
  void events_matchIfAnyDoes() {
    List<SpanEvent> events =
        List.of(
            new SpanEvent(110, "one", List.of(Attribute.of("v", 1)), 0),
            new SpanEvent(120, "two", List.of(Attribute.of("v", 5)), 0));
    List<Span> sent = spans(span(1, 1).with(events, List.of()));

    assertThat(found("{ event:name = \"two\" && event.v = 1 }", sent)).isEqualTo("1");
    assertThat(found("{ event:name != \"two\" }", sent)).isEqualTo("1");
    assertThat(found("{ event:timeSinceStart > 15ns }", sent)).isEqualTo("1");
    assertThat(found("{ } | sum(event.v) = 6", sent)).isEqualTo("1");
    assertThat(found("{ event.missing != nil }", sent)).isEmpty();
  }

  @Test
  void search_isOrderedAsAsked() {
    List<Span> sent =
        spans(span(1, 1).at(100, 130), span(2, 2).at(110, 120), span(3, 3).at(100, 120));

    assertThat(found("{ }", sent)).isEqualTo("2|1|3");
    assertThat(found("{ } order by start asc", sent)).isEqualTo("1|3|2");
    assertThat(found("{ } order by duration", sent)).isEqualTo("1|3|2");
  }

  @Test
  void range_cutsWhatIsTold_notWhatIsJudged() {
    Answer answer =
        new SearchOracle(TREE)
            .search(Judge.parsed("{ } | count() = 5 | { } > { }"), new TimeRange(120, 160));

    assertThat(answer.found().getFirst().sets().getFirst().spans()).hasSize(2);
  }
}
