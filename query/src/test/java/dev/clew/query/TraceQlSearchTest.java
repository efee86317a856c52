package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanKind;
import dev.clew.model.SpanLink;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.FoundTrace.Label;
import dev.clew.query.FoundTrace.Spanset;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.InMemorySpanStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of the language, on traces made by hand.
class TraceQlSearchTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// Two rows a block, one a page: traces are cut apart wherever they can be.
  private final InMemorySpanStore store = new InMemorySpanStore(2, 1);

  private final QueryEngine engine =
      new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());

  private void add(Span... spans) {
    store.add(TENANT, List.of(spans));
  }

  private SearchAnswer search(String query) throws QueryException {
    return search(query, TimeRange.ALL, 100, Optional.empty());
  }

  private SearchAnswer search(String query, TimeRange range, int limit, Optional<Cursor> after)
      throws QueryException {
    return engine.search(TENANT, new SearchRequest(parsed(query), range, limit, after, 100));
  }

  private static Query parsed(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> valid;
      case Parsed.Invalid(var error) -> throw new AssertionError(query + ": " + error);
    };
  }

  /// The ids of the spans that are left, trace by trace, set by set.
  private String found(String query) throws QueryException {
    return search(query).traces().stream()
        .flatMap(trace -> trace.spansets().stream())
        .map(TraceQlSearchTest::ids)
        .reduce((one, other) -> one + "|" + other)
        .orElse("");
  }

  private static String ids(Spanset set) {
    return set.spans().stream()
        .map(each -> Long.toString(each.id().bits()))
        .reduce((one, other) -> one + " " + other)
        .orElse("");
  }

  private static Attribute a(Object value) {
    return new Attribute("a", value(value));
  }

  private static AttributeValue value(Object value) {
    return switch (value) {
      case String text -> new AttributeValue.Text(text);
      case Integer number -> new AttributeValue.Int(number);
      case Long number -> new AttributeValue.Int(number);
      case Double number -> new AttributeValue.Real(number);
      case Boolean bool -> new AttributeValue.Bool(bool);
      case List<?> values ->
          new AttributeValue.Array(values.stream().map(TraceQlSearchTest::value).toList());
      default -> throw new IllegalArgumentException("needs a value, got " + value);
    };
  }

  /// Span n of one trace starts at 100 n and has the nth of these values, if it is one.
  private void addWith(Object... values) {
    for (int at = 1; at <= values.length; at++) {
      var maker = span(1, at).at(100L * at, 100L * at + 10);
      add((values[at - 1].equals("nil") ? maker : maker.with(a(values[at - 1]))).make());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ .a = 5 }; 2 3",
        "{ 5 = .a }; 2 3",
        "{ .a != 5 }; 4",
        "{ .a = \"x\" }; 5",
        "{ .a != \"x\" }; 8",
        "{ .a > 4.5 }; 2 3",
        "{ 4.5 < .a }; 2 3",
        "{ .a >= 5ns }; 2 3",
        "{ .a = nil }; 1",
        "{ .a != nil }; 2 3 4 5 6 7 8",
        "{ nil = .a }; 1",
        "{ nil = nil }; ''",
        "{ nil != nil }; ''",
        "{ .a }; 6",
        "{ .a = true }; 6",
        "{ .a = false }; 7",
        "{ .a != true }; 7",
        "{ .a =~ \"x|y\" }; 5 8",
        "{ .a !~ \"x\" }; 8",
        "{ .a =~ \"\" }; ''",
        "{ .a = \"X\" }; ''",
        "{ .a =~ \"X\" }; ''",
        "{ .a =~ \"(?i)X\" }; 5",
        "{ .a =~ \"[xy]\" && .a !~ \"y.?\" }; 5",
        "{ .a < \"xy\" }; 5",
        "{ .b != \"x\" }; ''",
        "{ !(.b = 1) }; 1 2 3 4 5 6 7 8",
        "{ .a || true }; 1 2 3 4 5 6 7 8",
        "{ .a && true }; 6",
        "{ .a = 5 || .a = \"x\" && .a = \"x\" }; 5",
        "{ .a = 5 || (.a = \"x\" && .a = \"x\") }; 2 3 5",
        "{ .a + 1 = 6 }; 2 3",
        "{ .a = 2 + 3 }; 2 3",
        "{ .a = -(-5) }; 2 3",
        "{ -.a = -5 }; 2 3",
        "{ .a = .a }; 2 3 4 5 6 7 8",
        "{ .a * 2 > 9 && .a < 6 }; 2 3",
        "{ (.a = 5) = true }; 2 3",
        "{ (.a = 5) != (.a = \"x\") }; 2 3 5",
        "{ .a = error }; ''",
      })
  void filter_valuesOfAllTypes_followsTheRules(String query, String expected)
      throws QueryException {
    addWith("nil", 5, 5.0, -1, "x", true, false, "y");

    assertThat(found(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ .a / 2 = 2 }; 1",
        "{ .a / 2.0 = 2.5 }; 1",
        "{ .a % 3 = 2 }; 1 3",
        "{ 2 ^ .a = 32 }; 1",
        "{ .a ^ 2 = 25 }; 1",
        "{ .a ^ -1 = 0.2 }; 1",
        "{ .a ^ 63 = minInt }; 2",
        "{ .a * 1s = 5s }; 1",
        "{ .a ^ 100 > maxInt }; 1 2 3",
        "{ .a ^ 2 ^ 0 = .a }; 1 2 3",
        "{ -.a ^ 2 = -25 }; 1",
        "{ -2 ^ 2 = .a - 9 }; 1",
      })
  void arithmetic_ofIntegers_isExactOrTruncates(String query, String expected)
      throws QueryException {
    addWith(5, -2, 2.0);

    assertThat(found(query)).isEqualTo(expected);
  }

  @Test
  void pattern_hasToMatchAllOfAText_lineBreaksToo() throws QueryException {
    addWith("x\ny", "xy", "zxy");

    assertThat(found("{ .a =~ \"x.y\" }")).isEqualTo("1");
    assertThat(found("{ .a =~ \"x.*\" }")).isEqualTo("1 2");
    assertThat(found("{ .a !~ \"x\" }")).isEqualTo("1 2 3");
    assertThat(found("{ .a < \"xy\" }")).isEqualTo("1");
  }

  @Test
  void comparison_ofLargeNumbers_losesNothing() throws QueryException {
    addWith((1L << 53) + 1, 0x1p53, Long.MAX_VALUE);

    assertThat(found("{ .a = 9007199254740993 }")).isEqualTo("1");
    assertThat(found("{ .a = 9007199254740992.0 }")).isEqualTo("2");
    assertThat(found("{ .a > 9007199254740992.0 }")).isEqualTo("1 3");
    assertThat(found("{ .a = maxInt }")).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource({"{ !.a },a boolean", "{ 1 / .a = 1 },divisor", "{ 1 % .a = 1 },divisor"})
  void filter_spanThatMakesItFail_failsTheQuery(String query, String reason) {
    addWith(1, 0);

    assertThatThrownBy(() -> search(query))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.FAILED_EXPRESSION))
        .hasMessageContaining(reason);
  }

  @Test
  void filter_failureBehindTheSideThatDecides_isNotReached() throws QueryException {
    addWith(1, 0);

    assertThat(found("{ .a != 0 && 1 / .a = 1 }")).isEqualTo("1");
    assertThat(found("{ .a = 0 || 1 / .a = 1 }")).isEqualTo("1 2");
    assertThat(found("{ 1 / 0.0 > 1 }")).isEqualTo("1 2");
  }

  @Test
  void not_ofBooleans_isTheOther() throws QueryException {
    addWith(true, false);

    assertThat(found("{ !.a }")).isEqualTo("2");
    assertThat(found("{ !!.a }")).isEqualTo("1");
    assertThat(found("{ !(.a || .a) }")).isEqualTo("2");
    assertThat(found("{ !.a = .b }")).isEmpty();
    assertThat(found("{ !(.a = .b) }")).isEqualTo("1 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ .a = 1 }; 1 2 5",
        "{ .a != 1 }; 3 4",
        "{ .a > 1 }; 1 3",
        "{ .a =~ \"x.*\" }; 2",
        "{ .a !~ \"x.*\" }; 4",
        "{ .a = nil }; 6",
        "{ .a + 1 = 2 }; 5",
        "{ .a = .a }; 1 2 3 5",
      })
  void array_comparison_holdsForAnyOrAllElements(String query, String expected)
      throws QueryException {
    addWith(List.of(1, 2), List.of(1, "x1"), List.of(2, 3), List.of(), 1, "nil");

    assertThat(found(query)).isEqualTo(expected);
  }

  private static Resource resource(Object value) {
    return Resource.of(Attribute.of("service.name", "s"), a(value));
  }

  @Test
  void unscopedAttribute_inSeveralPlaces_isThatOfTheFirst() throws QueryException {
    var scope = new Scope("lib", "1", List.of(a("scope")), 0, "");
    var bare = new Scope("", "", List.of(), 0, "");
    var event = new SpanEvent(100, "e", List.of(a("event")), 0);
    var link = new SpanLink(1, 2, 3, "", 0, List.of(a("link")), 0);
    add(
        span(1, 1).at(1, 2).with(a("span")).by(resource("resource"), scope).make(),
        span(1, 2).at(2, 3).by(resource("resource"), scope).with(List.of(event), List.of()).make(),
        span(1, 3).at(3, 4).by(Resource.EMPTY, scope).with(List.of(event), List.of(link)).make(),
        span(1, 4).at(4, 5).by(Resource.EMPTY, scope).with(List.of(), List.of(link)).make(),
        span(1, 5).at(5, 6).by(Resource.EMPTY, scope).make(),
        span(1, 6).at(6, 7).by(Resource.EMPTY, bare).make());

    assertThat(found("{ .a = \"span\" }")).isEqualTo("1");
    assertThat(found("{ .a = \"resource\" }")).isEqualTo("2");
    assertThat(found("{ resource.a = \"resource\" }")).isEqualTo("1 2");
    assertThat(found("{ .a = \"event\" }")).isEqualTo("3");
    assertThat(found("{ event.a = \"event\" }")).isEqualTo("2 3");
    assertThat(found("{ .a = \"link\" }")).isEqualTo("4");
    assertThat(found("{ .a = \"scope\" }")).isEqualTo("5");
    assertThat(found("{ .a = nil }")).isEqualTo("6");
    assertThat(found("{} | by(.a)")).isEqualTo("1|2|3|4|5|6");
    assertThat(found("{ instrumentation:name = \"lib\" }")).isEqualTo("1 2 3 4 5");
    assertThat(found("{ instrumentation:version = nil }")).isEqualTo("6");
  }

  @Test
  void eventAttribute_ofSeveralEvents_matchesByAny() throws QueryException {
    var one = new SpanEvent(100, "e1", List.of(a(1)), 0);
    var two = new SpanEvent(100, "e2", List.of(a("x")), 0);
    add(
        span(1, 1).at(1, 2).with(List.of(one, two), List.of()).make(),
        span(1, 2).at(2, 3).with(List.of(two), List.of()).make(),
        span(1, 3).at(3, 4).make());

    assertThat(found("{ event.a = 1 && event.a = \"x\" }")).isEqualTo("1");
    assertThat(found("{ event.a != 1 }")).isEqualTo("");
    assertThat(found("{ event.a + 1 = 2 }")).isEqualTo("1");
    assertThat(found("{ event.a = nil }")).isEqualTo("3");
    assertThat(found("{ event:name != \"e1\" }")).isEqualTo("1 2");
  }

  @Test
  void intrinsics_ofASpan_areFound() throws QueryException {
    add(
        span(1, 1).named("get").of(SpanKind.CLIENT).at(100, 300).make(),
        span(1, 0xabc).under(1).ended(StatusCode.ERROR, "boom").at(150, 250).make());

    assertThat(found("{ name = \"get\" && kind = client }")).isEqualTo("1");
    assertThat(found("{ duration > 150ns }")).isEqualTo("1");
    assertThat(found("{ status = error && statusMessage = \"boom\" }")).isEqualTo("2748");
    assertThat(found("{ statusMessage != \"boom\" }")).isEqualTo("1");
    assertThat(found("{ statusMessage = \"\" }")).isEqualTo("1");
    assertThat(found("{ span:id = \"0000000000000abc\" }")).isEqualTo("2748");
    assertThat(found("{ span:id =~ \".*abc\" }")).isEqualTo("2748");
    assertThat(found("{ span:id > \"0000000000000aaa\" }")).isEqualTo("2748");
    assertThat(found("{ span:parentID = \"0000000000000001\" }")).isEqualTo("2748");
    assertThat(found("{ span:parentID = nil }")).isEqualTo("1");
    assertThat(found("{ span:parentID != \"x\" }")).isEqualTo("2748");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ link:spanID = \"0000000000000003\" }; 1",
        "{ \"0000000000000004\" = link:spanID }; 1",
        "{ link:spanID = \"3\" }; ''",
        "{ link:spanID != \"0000000000000003\" }; 1 2",
        "{ link:traceID = \"00000000000000010000000000000002\" }; 1 2",
        "{ link:traceID = \"00000000000000020000000000000002\" }; ''",
        "{ link:traceID = \"2\" }; ''",
      })
  void filter_idsOfLinks_areCompared(String query, String expected) throws QueryException {
    add(
        span(1, 1).with(List.of(), List.of(link(3), link(4))).make(),
        span(1, 2).with(List.of(), List.of(link(5))).make(),
        span(1, 3).make());

    assertThat(found(query)).isEqualTo(expected);
  }

  private static SpanLink link(long spanId) {
    return new SpanLink(1, 2, spanId, "", 0, List.of(), 0);
  }

  /// A root with two children, of which one has a child; beside it an orphan with a child.
  private void addFamily() {
    add(
        span(1, 1).named("root").by("web").at(100, 1100).with(a("root")).make(),
        span(1, 2).under(1).by("web").at(200, 400).with(a("left")).make(),
        span(1, 3).under(1).by("db").at(300, 900).with(a("right")).make(),
        span(1, 4).under(3).by("db").at(400, 500).ended(StatusCode.ERROR, "").make(),
        span(1, 5).under(99).by("db").at(600, 700).with(a("orphan")).make(),
        span(1, 6).under(5).by("db").at(650, 700).make());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ trace:duration = 1000ns }; 1 2 3 4 5 6",
        "{ traceDuration > 1000ns }; ''",
        "{ rootName = \"root\" && .a }; ''",
        "{ trace:rootService = \"web\" && status = error }; 4",
        "{ trace:id = \"1\" }; 1 2 3 4 5 6",
        "{ trace:id = \"00000000000000000000000000000001\" }; 1 2 3 4 5 6",
        "{ \"0001\" = trace:id }; 1 2 3 4 5 6",
        "{ trace:id = \"10\" }; ''",
        "{ span:childCount = 2 }; 1",
        "{ span:childCount = 0 }; 2 4 6",
        "{ parent.a = \"root\" }; 2 3",
        "{ parent.span.a = nil }; 1 5",
        "{ parent.resource.service.name = resource.service.name }; 2 4 6",
        "{ nestedSetParent = -1 }; 1 5",
        "{ nestedSetLeft = 1 }; 1",
        "{ nestedSetRight - nestedSetLeft > 1 }; 1 3 5",
        "{ self = 300ns }; 1",
        "{ self = 500ns }; 3",
      })
  void filter_fieldsOfTheTrace_areKnown(String query, String expected) throws QueryException {
    addFamily();

    assertThat(found(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ .a = \"root\" } > {}; 2 3",
        "{ .a = \"root\" } >> {}; 2 3 4",
        "{ .a = \"orphan\" } >> {}; 6",
        "{ status = error } < {}; 3",
        "{ status = error } << {}; 1 3",
        "{ .a = \"left\" } ~ {}; 3",
        "{} ~ {}; 2 3",
        "{ .a = \"left\" } ~ { .a = \"left\" }; ''",
        "{ .a = \"root\" } !> {}; 1 4 5 6",
        "{ .a = \"root\" } !>> {}; 1 5 6",
        "{ status = error } !<< {}; 2 4 5 6",
        "{ status = error } !< {}; 1 2 4 5 6",
        "{ .a = \"left\" } !~ {}; 1 2 4 5 6",
        "{ .a = \"none\" } !> {}; 1 2 3 4 5 6",
        "{ .a = \"right\" } &> {}; 3 4",
        "{ .a = \"root\" } &>> { status = error }; 1 4",
        "{ status = error } &<< { .a = \"root\" }; 1 4",
        "{ .a = \"left\" } &~ {}; 2 3",
        "{ .a = \"none\" } > {}; ''",
        "{ .a = \"left\" } && { status = error }; 2 4",
        "{ .a = \"left\" } && { .a = \"none\" }; ''",
        "{ .a = \"left\" } || { .a = \"none\" }; 2",
        "{ .a = \"root\" } > {} > { status = error }; 4",
        "({ .a = \"root\" } > {}) && { .a = \"orphan\" }; 2 3 5",
        "{ .a = \"root\" } > {} && { .a = \"orphan\" }; 2 3 5",
        "{ .a = \"orphan\" } && { .a = \"root\" } > {}; 2 3 5",
        "{ .a = \"left\" } || { .a = \"none\" } && { .a = \"none\" }; ''",
        "{ .a = \"left\" } || ({ .a = \"none\" } && { .a = \"none\" }); 2",
        "{ .a = \"root\" } >> { resource.service.name = \"db\" } | { status = error }; 4",
      })
  void structure_ofATrace_isThatOfItsEdges(String query, String expected) throws QueryException {
    addFamily();

    assertThat(found(query)).isEqualTo(expected);
  }

  @Test
  void structure_ofACircle_isCutAboveItsEarliestSpan() throws QueryException {
    add(
        span(1, 1).under(3).at(100, 110).make(),
        span(1, 2).under(1).at(200, 210).make(),
        span(1, 3).under(2).at(300, 310).make());

    assertThat(found("{ span:id = \"0000000000000001\" } >> {}")).isEqualTo("2 3");
    assertThat(found("{ span:id = \"0000000000000003\" } >> {}")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "count() = 6; 1 2 3 4 5 6",
        "{ resource.service.name = \"web\" } | count() = 2; 1 2",
        "{ resource.service.name = \"web\" } | count() > 2; ''",
        "{} | min(duration) = 50ns; 1 2 3 4 5 6",
        "{} | max(duration) = 1us; 1 2 3 4 5 6",
        "{} | sum(duration) > 1us; 1 2 3 4 5 6",
        "{ span:childCount = 0 } | avg(duration) = 116ns; 2 4 6",
        "{} | avg(span:childCount) > 0.6; 1 2 3 4 5 6",
        "{} | max(.b) > 0; ''",
        "{} | max(.b) != 0; ''",
        "{} | count() - 1 = 5; 1 2 3 4 5 6",
        "{} | by(resource.service.name); 1 2|3 4 5 6",
        "{} | by(resource.service.name) | count() > 2; 3 4 5 6",
        "{} | by(resource.service.name) | coalesce(); 1 2 3 4 5 6",
        "{} | by(resource.service.name) | { .a != nil }; 1 2|3 5",
        "{} | by(.a); 1|2|3|4 6|5",
        "{} | by(resource.service.name) | by(.a); 1|2|3|4 6|5",
        "{} | by(resource.service.name) | {} > {}; 2|4 6",
        "({} | count()) > ({ .a != nil } | count()); 1 2 3 4 5 6",
        "({ .a = \"none\" } | count()) = 0; 1 2 3 4 5 6",
        "{} | min(duration) < max(duration); 1 2 3 4 5 6",
        "{} | select(.a) | { status = error }; 4",
      })
  void pipeline_ofATrace_leavesItsSpansets(String query, String expected) throws QueryException {
    addFamily();

    assertThat(found(query)).isEqualTo(expected);
  }

  @Test
  void structure_ofSeveralSpansetsOfATrace_failsTheQuery() throws QueryException {
    addFamily();

    assertThatThrownBy(() -> search("({} | by(.a)) > {}"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("consider using coalesce()");
    assertThat(found("({} | by(.a) | coalesce()) > {}")).isEqualTo("2 3 4 6");
  }

  @Test
  void spanset_groupedAndGathered_keepsItsValues() throws QueryException {
    addFamily();

    List<Spanset> sets =
        search("{} | by(resource.service.name) | count() > 2").traces().getFirst().spansets();

    assertThat(sets)
        .extracting(Spanset::labels)
        .containsExactly(
            List.of(
                new Label("by(resource.service.name)", new Value.Text("db")),
                new Label("count()", new Value.Int(4))));
    assertThat(sets).extracting(Spanset::matchedCount).containsExactly(4);
  }

  @Test
  void span_found_hasTheFieldsThatTheQueryNames() throws QueryException {
    addFamily();

    FoundTrace.Span span =
        search("{ parent.a = \"root\" && status != error } | select(.a, duration, .none)")
            .traces()
            .getFirst()
            .spansets()
            .getFirst()
            .spans()
            .getFirst();

    assertThat(span.fields())
        .extracting(each -> TraceQl.print(each.reference()) + " " + each.values())
        .containsExactly(
            "parent.a [Text[value=root]]",
            "status [Status[value=UNSET]]",
            ".a [Text[value=left]]",
            "duration [Nanos[value=200]]");
  }

  @Test
  void trace_found_isToldWhole() throws QueryException {
    addFamily();

    assertThat(search("{ status = error }").traces().getFirst().trace())
        .isEqualTo(
            new TraceSummary(
                span(1, 1).make().traceId(),
                "web",
                "root",
                100,
                1000,
                6,
                1,
                1,
                1,
                List.of(
                    new TraceSummary.ServiceCount("db", 4, 1),
                    new TraceSummary.ServiceCount("web", 2, 0))));
  }

  @Test
  void spanSentAgain_differently_isTheLastOne() throws QueryException {
    add(
        span(1, 1).at(100, 200).with(a("old")).make(),
        span(1, 2).under(1).at(900, 1000).make(),
        span(1, 1).at(50, 60).with(a("new")).make());

    assertThat(found("{ .a = \"old\" }")).isEmpty();
    assertThat(found("{ .a = \"new\" } > {}")).isEqualTo("2");
    assertThat(search("{}").traces().getFirst().trace().durationNanos()).isEqualTo(950);
  }

  @Test
  void range_keepsSpansOfTracesThatAreJudgedWhole() throws QueryException {
    addFamily();
    var range = new TimeRange(300, 500);

    assertThat(search("{ .a = \"root\" } >> {}", range, 10, Optional.empty()).traces())
        .singleElement()
        .satisfies(trace -> assertThat(ids(trace.spansets().getFirst())).isEqualTo("3 4"));
    assertThat(search("{ .a = \"root\" }", range, 10, Optional.empty()).traces()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "start,desc,3 2 1 4",
    "start,asc,4 1 2 3",
    "duration,desc,2 1 3 4",
    "duration,asc,4 1 3 2",
    "spans,desc,4 1 2 3",
    "spans,asc,1 2 3 4",
    "errors,desc,3 1 2 4",
    "errors,asc,1 2 4 3"
  })
  void order_isKeptPageByPage(String key, String direction, String expected) throws QueryException {
    add(
        span(1, 1).at(200, 300).make(),
        span(2, 1).at(300, 900).make(),
        span(3, 1).at(400, 500).ended(StatusCode.ERROR, "").make(),
        span(4, 1).at(100, 110).make(),
        span(4, 2).at(105, 110).make());
    String query = "{} order by " + key + " " + direction;
    var found = new StringBuilder();
    Optional<Cursor> after = Optional.empty();
    do {
      SearchAnswer page = search(query + " limit 1", TimeRange.ALL, 10, after);
      page.traces().forEach(each -> found.append(each.trace().traceId().low()).append(' '));
      after = page.next().map(each -> Cursor.parse(each.toString()));
    } while (after.isPresent());

    assertThat(found.toString().strip()).isEqualTo(expected);
  }

  @Test
  void search_moreThanFitsInMemory_isRefused() {
    var narrow = new QueryLimits(QueryLimits.defaults().timeout(), 1, 1, 10, 400);
    var small = new QueryEngine(store, narrow, InstantSource.system());
    addFamily();

    var request = new SearchRequest(parsed("{}"), TimeRange.ALL, 10, Optional.empty(), 3);
    assertThatThrownBy(() -> small.search(TENANT, request))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TOO_LARGE));
  }

  @Test
  void spans_moreThanAreToBeTold_areCounted() throws QueryException {
    addFamily();
    var request = new SearchRequest(parsed("{}"), TimeRange.ALL, 10, Optional.empty(), 2);

    Spanset set = engine.search(TENANT, request).traces().getFirst().spansets().getFirst();

    assertThat(set.matchedCount()).isEqualTo(6);
    assertThat(ids(set)).isEqualTo("1 2");
  }
}
