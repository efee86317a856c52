package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.AppendResult;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Queries that ask for more than there should be: they cost a bounded part of the engine, and
/// nobody else waits.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueriesOfDeathTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int TRACES = 5_000;

  private final InMemorySpanStore store = new InMemorySpanStore(1_000, 100);

  private void addTraces() {
    store.add(
        TENANT,
        IntStream.rangeClosed(1, TRACES)
            .mapToObj(trace -> span(trace, 1).at(trace, trace + 1).make())
            .toList());
  }

  private static QueryEngine engine(SpanStore asked, QueryLimits limits) {
    return new QueryEngine(asked, limits, InstantSource.system());
  }

  private static Query parsed(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> valid;
      case Parsed.Invalid(var error) -> throw new AssertionError(query + ": " + error);
    };
  }

  private static SearchRequest search(String query) {
    return new SearchRequest(parsed(query), TimeRange.ALL, 100, Optional.empty(), 0);
  }

  @Test
  void series_oneForEachTrace_areNoMoreThanAsked() throws QueryException {
    addTraces();
    var steps = new Steps(TRACES + 1, TRACES + 1, 1);
    var request = new SeriesRequest(parsed("{} | rate() by (trace:id)"), steps, 100, 0);

    SeriesAnswer answer = engine(store, QueryLimits.defaults()).series(TENANT, request);

    assertThat(answer.series()).hasSize(100);
    assertThat(answer.isTruncated()).isTrue();
  }

  @Test
  void totals_oneForEachTrace_takeNoMoreThanTheirMemory() throws QueryException {
    addTraces();
    var narrow = new QueryLimits(Duration.ofSeconds(30), 2, 1, 100, 500_000);
    var request = new TotalsRequest(parsed("{} | count() by (trace:id)"), TimeRange.ALL, TRACES);

    TotalsAnswer answer = engine(store, narrow).totals(TENANT, request);

    assertThat(answer.totals()).hasSize(1_000).allMatch(each -> each.spans() == 1);
    assertThat(answer.isTruncated()).isTrue();
  }

  @Test
  void search_hundredPatternsThatBacktrackersChokeOn_isAnswered() throws QueryException {
    String text = "a".repeat(4_000);
    store.add(
        TENANT,
        List.of(
            span(1, 1).with(Attribute.of("a", text + "!")).make(),
            span(2, 1).with(Attribute.of("a", text + "99")).make()));
    String patterns =
        IntStream.range(0, 100)
            .mapToObj(each -> ".a =~ \"(a*)*(a|aa)+" + each + "\"")
            .collect(Collectors.joining(" || "));

    SearchAnswer answer =
        engine(store, QueryLimits.defaults()).search(TENANT, search("{ " + patterns + " }"));

    assertThat(answer.traces())
        .extracting(each -> each.trace().traceId().low())
        .containsExactly(2L);
  }

  @Test
  void scans_twoHundredAtOnce_waitOrAreRefusedAndHinderNobody() throws Exception {
    addTraces();
    var refused = new CountDownLatch(192);
    var go = new CountDownLatch(1);
    var slow = new WatchedStore(store, List.of(), (_, _, _) -> await(go));
    var engine = engine(slow, new QueryLimits(Duration.ofSeconds(60), 1, 8, 100));
    List<FutureTask<Boolean>> scans = started(engine, refused);
    assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();

    Span late = span(TRACES + 1, 1).make();
    assertThat(slow.append(TENANT, Requests.of(List.of(late))))
        .isEqualTo(new AppendResult.Stored(1));
    assertThat(engine.trace(TENANT, late.traceId()).size()).isOne();
    go.countDown();

    int answered = 0;
    for (FutureTask<Boolean> each : scans) {
      answered += each.get(20, TimeUnit.SECONDS) ? 1 : 0;
    }
    assertThat(answered).isEqualTo(8);
    assertThat(slow.openViews()).isZero();
  }

  private static List<FutureTask<Boolean>> started(QueryEngine engine, CountDownLatch refused) {
    var scans = new ArrayList<FutureTask<Boolean>>();
    for (int each = 0; each < 200; each++) {
      var scan = new FutureTask<>(() -> isAnswered(engine, refused));
      scans.add(scan);
      Thread.ofVirtual().start(scan);
    }
    return scans;
  }

  private static boolean isAnswered(QueryEngine engine, CountDownLatch refused)
      throws QueryException {
    try {
      return engine.search(TENANT, search("{ duration > 0 }")).traces().size() == 100;
    } catch (QueryException e) {
      if (e.kind() != QueryException.Kind.SATURATED) {
        throw e;
      }
      refused.countDown();
      return false;
    }
  }

  private static void await(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("parts of a query are not interrupted", e);
    }
  }
}
