package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.testkit.Gen;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private static String printed(FieldExpr... filters) {
    return TraceQl.print(Filters.search(List.of(filters)));
  }

  private static void assertReadsBack(Query query) {
    assertThat(TraceQl.parse(TraceQl.print(query))).isEqualTo(new Parsed.Valid(query));
  }

  @Test
  void search_noFilter_isEverySpan() {
    assertThat(printed()).isEqualTo("{ }");
  }

  @Test
  void search_filters_mustAllHold() {
    assertThat(
            printed(Filters.service("web"), Filters.name("GET /"), Filters.kind(SpanKind.SERVER)))
        .isEqualTo("{ resource.service.name = \"web\" && name = \"GET /\" && kind = server }");
    assertThat(printed(Filters.status(StatusCode.ERROR), Filters.otherStatus(StatusCode.OK)))
        .isEqualTo("{ status = error && status != ok }");
    assertThat(printed(Filters.statusMessage("no"), Filters.eventName("retry")))
        .isEqualTo("{ statusMessage = \"no\" && event:name = \"retry\" }");
  }

  @Test
  void durations_ofTheSpan_areIncluded() {
    Duration second = Duration.ofSeconds(1);

    assertThat(printed(Filters.shortest(second), Filters.longest(second.plusNanos(500_000_000))))
        .isEqualTo("{ duration >= 1s && duration <= 1s500ms }");
  }

  @Test
  void attribute_ofAScope_hasItsType() {
    assertThat(
            printed(
                Filters.attribute(Scope.SPAN, "a", new Literal.Int(5)),
                Filters.attribute(Scope.EVENT, "b c", new Literal.Bool(true)),
                Filters.attribute(Scope.LINK, "d", new Literal.Text("5"))))
        .isEqualTo("{ span.a = 5 && event.\"b c\" = true && link.d = \"5\" }");
  }

  @Test
  void anywhere_eachScope_willDo() {
    assertThat(printed(Filters.name("x"), Filters.anywhere("a", new Literal.Int(5))))
        .isEqualTo(
            "{ name = \"x\" && (span.a = 5 || resource.a = 5 || event.a = 5 || link.a = 5"
                + " || instrumentation.a = 5) }");
  }

  @Test
  void ordered_search_keepsItsFilters() {
    Query search = Filters.search(List.of(Filters.name("x")));
    var longestFirst = new Query.Order(Query.Order.Key.DURATION, true);

    assertThat(TraceQl.print(Filters.ordered(search, longestFirst)))
        .isEqualTo("{ name = \"x\" } order by duration desc");
  }

  @Test
  void attribute_emptyKey_isRefused() {
    assertThatThrownBy(() -> Filters.attribute(Scope.SPAN, "", new Literal.Int(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an attribute needs a key of one character or more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a.b", "1", "5s", "a b", "a\"b", "\"", "\\", "a\nb", "a{b}", "é", "😀", ".", "span.a"
      })
  void attribute_anyKeyAndText_readsBack(String text) {
    assertReadsBack(
        Filters.search(
            List.of(
                Filters.anywhere(text, new Literal.Text(text)),
                Filters.service(text),
                Filters.none())));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 999, 1_000, 61_000_000_000L, Long.MAX_VALUE, -Long.MAX_VALUE})
  void number_ofAnySize_readsBack(long number) {
    assertReadsBack(
        Filters.search(
            List.of(
                Filters.shortest(Duration.ofNanos(number)),
                Filters.anywhere("a", new Literal.Int(number)),
                Filters.anywhere("a", new Literal.Real(number / 7.0)),
                Filters.anywhere("a", new Literal.Real(Double.MIN_VALUE * number)))));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void search_randomFilters_readsBack(long seed) {
    var gen = new Gen(seed);

    assertReadsBack(Filters.search(gen.some(9, () -> RandomFilter.of(gen).filter())));
  }
}
