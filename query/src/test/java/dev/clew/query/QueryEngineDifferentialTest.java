package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.TraceSearch.Order;
import dev.clew.store.InMemorySpanStore;
import dev.clew.testkit.Gen;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine over random spans, cut into blocks and pages anywhere, answers as the oracle does.
class QueryEngineDifferentialTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int QUERIES = 12;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void search_randomSpans_answersAsTheOracle(long seed) throws QueryException {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans();
    var oracle = new Oracle(spans);
    QueryEngine engine = engine(gen, spans);

    for (int query = 0; query < QUERIES; query++) {
      Condition condition = content.condition();
      TimeRange range = content.range();
      Order order = gen.oneOf(List.of(Order.values()));
      int limit = 1 + gen.random().nextInt(10);
      assertThat(pages(engine, new TraceSearch(condition, range, order, limit, Optional.empty())))
          .as("%s in %s by %s, %s a page", condition, range, order, limit)
          .isEqualTo(oracle.search(condition, range, order));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lists_randomSpans_answerAsTheOracle(long seed) throws QueryException {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans();
    var oracle = new Oracle(spans);
    QueryEngine engine = engine(gen, spans);

    for (int query = 0; query < QUERIES; query++) {
      TimeRange range = content.range();
      List<String> services = oracle.services(range);
      assertThat(engine.services(TENANT, range)).isEqualTo(services);
      for (String service : services) {
        assertThat(engine.operations(TENANT, service, range))
            .as("%s in %s", service, range)
            .isEqualTo(oracle.operations(service, range));
      }
    }
  }

  private static QueryEngine engine(Gen gen, List<Span> spans) {
    int blockRows = 1 + gen.random().nextInt(1 << gen.random().nextInt(8));
    int pageRows = 1 + gen.random().nextInt(1 << gen.random().nextInt(8));
    var store = new InMemorySpanStore(blockRows, pageRows);
    store.add(TENANT, spans);
    return new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
  }

  /// All pages of a search, which must be full but for the last.
  private static List<TraceSummary> pages(QueryEngine engine, TraceSearch search)
      throws QueryException {
    var all = new ArrayList<TraceSummary>();
    SearchResult page = engine.search(TENANT, search);
    while (page.next().isPresent()) {
      assertThat(page.traces()).hasSize(search.limit());
      all.addAll(page.traces());
      Cursor after = Cursor.parse(page.next().get().toString());
      page =
          engine.search(
              TENANT,
              new TraceSearch(
                  search.condition(),
                  search.range(),
                  search.order(),
                  search.limit(),
                  Optional.of(after)));
    }
    assertThat(page.traces()).hasSizeLessThanOrEqualTo(search.limit());
    assertThat(page.coverage().complete()).isTrue();
    all.addAll(page.traces());
    return all;
  }
}
