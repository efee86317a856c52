package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What [QueryEngine] promises: over any store, however it has cut its spans into blocks and pages,
/// it answers as the oracle does. Every store has a subclass that fills it.
abstract class QueryEngineContract {
  protected static final TenantId TENANT = TenantId.DEFAULT;
  private static final int QUERIES = 12;
  private static final Query.Order LONGEST_FIRST = new Query.Order(Query.Order.Key.DURATION, true);

  /// A store that holds these spans, which arrived in this order.
  protected abstract SpanStore fill(Gen gen, List<Span> spans) throws Exception;

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(80, 2000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyQuery_randomSpans_answersAsTheOracle(long seed) throws Exception {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans(30);
    try (SpanStore store = fill(gen, spans)) {
      assertAnswers(store, spans, gen, content);
    }
  }

  protected static void assertAnswers(
      SpanStore store, List<Span> spans, Gen gen, RandomStoreContent content) throws Exception {
    var engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
    var oracle = new Oracle(spans);
    for (int query = 0; query < QUERIES; query++) {
      assertSearch(engine, oracle, gen, content);
      assertLists(engine, oracle, content.range());
      assertTrace(engine, oracle, gen.oneOf(spans).traceId());
    }
  }

  private static void assertSearch(
      QueryEngine engine, Oracle oracle, Gen gen, RandomStoreContent content)
      throws QueryException {
    List<RandomFilter> filters = gen.some(3, () -> RandomFilter.of(gen));
    TimeRange range = content.range();
    boolean byDuration = gen.chance(0.5);
    List<TraceSummary> expected =
        oracle.search(
            span -> filters.stream().allMatch(each -> each.expected().test(span)),
            range,
            byDuration);
    int limit = 1 + gen.random().nextInt(Math.clamp(expected.size() / 3, 10, 1000));
    Query query = Filters.search(filters.stream().map(RandomFilter::filter).toList());
    Query ordered = byDuration ? Filters.ordered(query, LONGEST_FIRST) : query;
    var search = new SearchRequest(ordered, range, limit, Optional.empty(), 0);
    assertThat(pages(engine, search, expected.size()))
        .as("%s in %s, %s a page", TraceQl.print(ordered), range, limit)
        .isEqualTo(expected);
  }

  /// All pages of a search, which must be full but for the last; but not for ever.
  private static List<TraceSummary> pages(QueryEngine engine, SearchRequest search, int most)
      throws QueryException {
    var all = new ArrayList<TraceSummary>();
    SearchAnswer page = engine.search(TENANT, search);
    while (page.next().isPresent() && all.size() <= most) {
      assertThat(page.traces()).hasSize(search.limit());
      page.traces().forEach(each -> all.add(withoutTree(each.trace())));
      page = engine.search(TENANT, after(page.next().get(), search));
    }
    assertThat(page.traces()).hasSizeLessThanOrEqualTo(search.limit());
    assertThat(page.coverage().complete()).isTrue();
    page.traces().forEach(each -> all.add(withoutTree(each.trace())));
    return all;
  }

  private static TraceSummary withoutTree(TraceSummary summary) {
    return new TraceSummary(
        summary.traceId(),
        "",
        "",
        summary.startNanos(),
        summary.durationNanos(),
        summary.spanCount(),
        summary.errorCount(),
        0,
        summary.matchedSpanCount(),
        summary.services());
  }

  private static SearchRequest after(Cursor cursor, SearchRequest search) {
    Cursor sent = Cursor.parse(cursor.toString());
    return new SearchRequest(
        search.query(), search.range(), search.limit(), Optional.of(sent), search.spansPerSet());
  }

  private static void assertLists(QueryEngine engine, Oracle oracle, TimeRange range)
      throws QueryException {
    List<String> services = oracle.services(range);
    assertThat(engine.services(TENANT, range)).isEqualTo(services);
    for (String service : services) {
      assertThat(engine.operations(TENANT, service, range))
          .as("%s in %s", service, range)
          .isEqualTo(oracle.operations(service, range));
    }
  }

  private static void assertTrace(QueryEngine engine, Oracle oracle, TraceId id) throws Exception {
    var trace = ExportTraceServiceRequest.newBuilder();
    trace.addAllResourceSpans(Requests.alone(engine.trace(TENANT, id)));
    assertThat(OtlpProto.spans(trace.build()))
        .containsExactlyInAnyOrderElementsOf(oracle.trace(id));
  }
}
