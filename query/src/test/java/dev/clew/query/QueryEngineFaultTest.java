package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.clew.model.Attribute;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.ValueType;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.InMemorySpanStore;
import dev.clew.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What queries answer when the store is damaged, or when time or places run out.
@Timeout(30)
class QueryEngineFaultTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final QueryLimits LIMITS = new QueryLimits(Duration.ofSeconds(10), 2, 1, 100);

  private final ManualClock clock = new ManualClock(Instant.EPOCH);

  /// Three rows a block, one a page.
  private final InMemorySpanStore store = new InMemorySpanStore(3, 1);

  @BeforeEach
  void addSpans() {
    for (int trace = 1; trace <= 9; trace++) {
      Attribute attribute = Attribute.of("a", trace);
      store.add(TENANT, List.of(span(trace, 1).by("s" + trace).with(attribute).make()));
    }
  }

  private WatchedStore watched(WatchedStore.Reading reading) {
    return new WatchedStore(store, List.of(), reading);
  }

  private QueryEngine engine(WatchedStore watched) {
    return new QueryEngine(watched, LIMITS, clock);
  }

  private static WatchedStore.Reading breaking(ColumnKey broken) {
    return (block, key, page) -> {
      if (block.name().equals("block-3-3") && key.equals(broken) && page == 1) {
        throw new CorruptBlockException(block.name(), 7, "no good");
      }
    };
  }

  private static SearchRequest withA() {
    Query query =
        switch (TraceQl.parse("{ span.a != nil }")) {
          case Parsed.Valid(var valid) -> valid;
          case Parsed.Invalid(var error) -> throw new AssertionError(error);
        };
    return new SearchRequest(query, TimeRange.ALL, 100, Optional.empty(), 0);
  }

  private static void assertFails(Kind kind, ThrowingCallable query) {
    assertThatThrownBy(query)
        .asInstanceOf(type(QueryException.class))
        .extracting(QueryException::kind)
        .isEqualTo(kind);
  }

  @Test
  void search_corruptPage_findsTheRestAndSaysSo() throws QueryException {
    ColumnKey a = new ColumnKey.SpanAttribute("a", ValueType.INT);

    SearchAnswer result = engine(watched(breaking(a))).search(TENANT, withA());

    assertThat(result.traces()).hasSize(8).noneMatch(each -> each.trace().traceId().low() == 5);
    assertThat(result.coverage())
        .isEqualTo(
            new Coverage(false, 3, 3, 8, List.of("corrupt block block-3-3 at byte 7: no good")));
  }

  @Test
  void search_pageOfNamesIsCorrupt_leavesThemOutAndSaysSo() throws QueryException {
    SearchAnswer result = engine(watched(breaking(Intrinsic.NAME))).search(TENANT, withA());

    assertThat(result.traces()).hasSize(9);
    assertThat(result.traces().get(4).trace().rootName()).isEmpty();
    assertThat(result.traces().get(5).trace().rootName()).isEqualTo("work");
    assertThat(result.coverage().complete()).isFalse();
  }

  @Test
  void search_corruptDirectory_findsTheRestAndSaysSo() throws QueryException {
    SearchAnswer result = engine(watched(new BrokenDirectory())).search(TENANT, withA());

    assertThat(result.traces()).hasSize(6).noneMatch(each -> each.trace().traceId().low() == 5);
    assertThat(result.coverage())
        .isEqualTo(
            new Coverage(false, 2, 3, 6, List.of("corrupt block block-3-3 at byte 7: no good")));
  }

  /// Of the block in the middle nobody knows which traces it has.
  private static final class BrokenDirectory implements WatchedStore.Reading {
    @Override
    public void page(Block block, ColumnKey key, int page) {}

    @Override
    public void directory(Block block) throws IOException {
      if (block.name().equals("block-3-3")) {
        throw new CorruptBlockException(block.name(), 7, "no good");
      }
    }
  }

  @Test
  void search_missingBlock_saysSo() throws QueryException {
    var partial = new WatchedStore(store, List.of("block 7 cannot be opened"), (_, _, _) -> {});

    Coverage coverage = engine(partial).search(TENANT, withA()).coverage();

    assertThat(coverage.complete()).isFalse();
    assertThat(coverage.reasons()).containsExactly("block 7 cannot be opened");
  }

  @Test
  void lists_corruptPage_haveTheRest() throws QueryException {
    QueryEngine engine = engine(watched(breaking(Intrinsic.NAME)));

    assertThat(engine.operations(TENANT, "s5", TimeRange.ALL)).isEmpty();
    assertThat(engine.operations(TENANT, "s6", TimeRange.ALL)).hasSize(1);
  }

  @Test
  void search_diskFails_failsWithStore() {
    WatchedStore failing =
        watched((_, _, _) -> {
          throw new IOException("device gone");
        });

    assertFails(Kind.STORE, () -> engine(failing).search(TENANT, withA()));
    assertThat(failing.openViews()).isZero();
  }

  @Test
  void search_timePasses_failsWithDeadline() {
    WatchedStore slow = watched((_, _, _) -> clock.advance(Duration.ofSeconds(3)));

    assertFails(Kind.DEADLINE, () -> engine(slow).search(TENANT, withA()));
    assertThat(slow.openViews()).isZero();
  }

  @Test
  void anyQuery_deadlineOfItsRequestHasPassed_fails() {
    WatchedStore quick = watched((_, _, _) -> {});

    assertFails(
        Kind.DEADLINE,
        () ->
            Deadline.within(
                Duration.ZERO,
                clock.instant(),
                () -> engine(quick).services(TENANT, TimeRange.ALL)));
  }

  @Test
  void search_oneTooMany_isRefusedUntilThereIsRoom() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    QueryEngine engine = engine(watched((_, _, _) -> await(begun, go)));
    var first = new FutureTask<>(() -> engine.search(TENANT, withA()));
    Thread.ofVirtual().start(first);
    begun.await();

    assertFails(Kind.SATURATED, () -> engine.search(TENANT, withA()));
    go.countDown();

    assertThat(first.get(20, TimeUnit.SECONDS).traces()).hasSize(9);
    assertThat(engine.search(TENANT, withA()).traces()).hasSize(9);
  }

  private static void await(CountDownLatch begun, CountDownLatch go) {
    begun.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("parts of a query are not interrupted", e);
    }
  }

  @Test
  void search_interrupted_endsAsCancelledWithItsViewClosed() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    WatchedStore slow = watched((_, _, _) -> await(begun, go));
    var wasInterrupted = new FutureTask<>(() -> isCancelled(engine(slow)));
    Thread asking = Thread.ofVirtual().start(wasInterrupted);
    begun.await();

    asking.interrupt();
    go.countDown();

    assertThat(wasInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(slow.openViews()).isZero();
  }

  /// True when the search was cancelled and the thread still knows that it was interrupted.
  private static boolean isCancelled(QueryEngine engine) {
    assertFails(Kind.CANCELLED, () -> engine.search(TENANT, withA()));
    return Thread.currentThread().isInterrupted();
  }
}
