package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.TraceSummary.ServiceCount;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Query;
import dev.clew.store.InMemorySpanStore;
import dev.clew.wire.otlp.SpanBatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryEngineTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// Two rows a block, one a page.
  private final InMemorySpanStore store = new InMemorySpanStore(2, 1);

  private final QueryEngine engine =
      new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());

  private static SearchRequest all() {
    return where();
  }

  private static SearchRequest where(FieldExpr... filters) {
    return in(TimeRange.ALL, filters);
  }

  private static SearchRequest in(TimeRange range, FieldExpr... filters) {
    Query query = Filters.search(List.of(filters));
    return new SearchRequest(query, range, 100, Optional.empty(), 0);
  }

  private static FieldExpr a(Literal value) {
    return Filters.attribute(Scope.SPAN, "a", value);
  }

  private List<Long> found(SearchRequest search) throws QueryException {
    return engine.search(TENANT, search).traces().stream()
        .map(found -> found.trace().traceId().low())
        .toList();
  }

  private void add(Span... spans) {
    store.add(TENANT, List.of(spans));
  }

  @Test
  void search_emptyStore_findsNothingAndMissesNothing() throws QueryException {
    SearchAnswer result = engine.search(TENANT, all());

    assertThat(result)
        .isEqualTo(
            new SearchAnswer(List.of(), Optional.empty(), new Coverage(true, 0, 0, 0, List.of())));
  }

  @Test
  void search_traceSplitOverBlocks_judgesItWhole() throws QueryException {
    add(
        span(1, 1).by("web").named("GET /").at(100, 900).make(),
        span(1, 2).under(1).by("db").at(200, 300).ended(StatusCode.ERROR, "").make(),
        span(1, 3).under(2).by("db").at(900, 1000).make(),
        span(1, 4).under(77).by("web").at(300, 310).make());

    assertThat(engine.search(TENANT, where(Filters.otherStatus(StatusCode.OK))).traces())
        .extracting(FoundTrace::trace)
        .containsExactly(
            new TraceSummary(
                new TraceId(0, 1),
                "web",
                "GET /",
                100,
                900,
                4,
                1,
                1,
                4,
                List.of(new ServiceCount("db", 2, 1), new ServiceCount("web", 2, 0))));
  }

  @Test
  void search_spanSentTwiceIntoTwoBlocks_countsItOnce() throws QueryException {
    Span twice = span(1, 1).ended(StatusCode.ERROR, "").make();
    add(twice, span(2, 1).make(), twice);

    TraceSummary summary = engine.search(TENANT, all()).traces().getFirst().trace();

    assertThat(summary.spanCount()).isEqualTo(1);
    assertThat(summary.errorCount()).isEqualTo(1);
    assertThat(summary.matchedSpanCount()).isEqualTo(1);
  }

  @Test
  void search_sameIdOfTwoKinds_countsTwoSpans() throws QueryException {
    add(span(1, 1).of(SpanKind.CLIENT).make(), span(1, 1).of(SpanKind.SERVER).make());

    assertThat(engine.search(TENANT, all()).traces().getFirst().trace().spanCount()).isEqualTo(2);
  }

  @Test
  void search_attribute_comparesWithItsType() throws QueryException {
    add(
        span(1, 1).with(Attribute.of("a", 5)).make(),
        span(2, 1).with(Attribute.of("a", "5")).make(),
        span(3, 1).with(Attribute.of("a", 5.0)).make(),
        span(4, 1).with(Attribute.of("a", true)).make());

    assertThat(found(where(a(new Literal.Int(5))))).containsExactly(1L, 3L);
    assertThat(found(where(a(new Literal.Text("5"))))).containsExactly(2L);
    assertThat(found(where(a(new Literal.Real(5))))).containsExactly(1L, 3L);
    assertThat(found(where(a(new Literal.Bool(true))))).containsExactly(4L);
  }

  @Test
  void search_conditionsOfTwoSpans_doesNotMixThem() throws QueryException {
    add(span(1, 1).named("x").make(), span(1, 2).with(Attribute.of("a", 1)).make());

    assertThat(found(where(Filters.name("x"), a(new Literal.Int(1))))).isEmpty();
  }

  @Test
  void search_range_asksWhereTheMatchingSpanStarts() throws QueryException {
    add(span(1, 1).at(100, 900).make(), span(1, 2).at(500, 600).with(Attribute.of("a", 1)).make());
    var inRange = new TimeRange(500, 501);

    assertThat(found(in(inRange, a(new Literal.Int(1))))).containsExactly(1L);
    assertThat(found(in(inRange, Filters.longest(Duration.ofNanos(99))))).isEmpty();
    assertThat(found(in(new TimeRange(501, 900)))).isEmpty();
  }

  @Test
  void search_byStart_putsTheNewestFirstAndTiesById() throws QueryException {
    add(span(3, 1).at(5, 9).make(), span(2, 1).at(7, 8).make(), span(1, 1).at(5, 6).make());

    assertThat(found(all())).containsExactly(2L, 1L, 3L);
  }

  @Test
  void search_byDuration_putsTheLongestTraceFirst() throws QueryException {
    add(span(1, 1).at(5, 9).make(), span(2, 1).at(7, 8).make(), span(2, 2).at(20, 21).make());

    var longestFirst = new Query.Order(Query.Order.Key.DURATION, true);
    Query query = Filters.ordered(Filters.search(List.of()), longestFirst);
    assertThat(found(new SearchRequest(query, TimeRange.ALL, 9, Optional.empty(), 0)))
        .containsExactly(2L, 1L);
  }

  @Test
  void search_newestBlocksFillThePage_leavesTheOthersUnread() throws QueryException {
    for (int trace = 1; trace <= 40; trace++) {
      add(span(trace, 1).at(trace, trace + 1).make());
    }
    Query query = Filters.search(List.of());
    var first = new SearchRequest(query, TimeRange.ALL, 3, Optional.empty(), 0);

    Coverage coverage = engine.search(TENANT, first).coverage();

    assertThat(coverage.totalBlocks()).isEqualTo(20);
    assertThat(coverage.scannedBlocks()).isEqualTo(2);
    assertThat(coverage.complete()).isTrue();
  }

  @Test
  void search_limitAboveTheLargest_pagesByTheLargest() throws QueryException {
    add(span(1, 1).make(), span(2, 1).make(), span(3, 1).make());
    var limits = new QueryLimits(QueryLimits.defaults().timeout(), 1, 1, 2);

    SearchAnswer result =
        new QueryEngine(store, limits, InstantSource.system()).search(TENANT, all());

    assertThat(result.traces()).hasSize(2);
    assertThat(result.next()).isPresent();
  }

  @Test
  void anyQuery_otherTenant_seesNothing() throws QueryException {
    add(span(1, 1).by("web").make());
    var other = new TenantId("other");

    assertThat(engine.search(other, all()).traces()).isEmpty();
    assertThat(engine.services(other, TimeRange.ALL)).isEmpty();
    assertThat(engine.operations(other, "web", TimeRange.ALL)).isEmpty();
    assertThat(engine.trace(other, new TraceId(0, 1)).size()).isZero();
  }

  @Test
  void operations_kindAndRange_listsEachOnce() throws QueryException {
    add(
        span(1, 1).by("web").named("b").of(SpanKind.SERVER).make(),
        span(2, 1).by("web").named("b").of(SpanKind.CLIENT).make(),
        span(3, 1).by("web").named("b").of(SpanKind.SERVER).make(),
        span(4, 1).by("web").named("late").at(999, 999).make(),
        span(5, 1).by("db").named("other").make());

    assertThat(engine.operations(TENANT, "web", new TimeRange(0, 999)))
        .containsExactly(new Operation("b", SpanKind.SERVER), new Operation("b", SpanKind.CLIENT));
  }

  @Test
  void services_withoutName_areLeftOut() throws QueryException {
    add(span(1, 1).make(), span(2, 1).by("web").make(), span(3, 1).by("").make());

    assertThat(engine.services(TENANT, TimeRange.ALL)).containsExactly("web");
  }

  @Test
  void trace_known_hasAllItsSpans() throws QueryException {
    add(span(1, 1).make(), span(2, 1).make(), span(1, 2).make(), span(1, 1).make());

    SpanBatch trace = engine.trace(TENANT, new TraceId(0, 1));

    assertThat(trace.size()).isEqualTo(2);
    assertThat(engine.trace(TENANT, new TraceId(0, 9)).size()).isZero();
  }
}
