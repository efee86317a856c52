package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.AppendResult;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.Requests;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.testkit.Gen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a store has cut its spans into heads, blocks and pages, and in however many pages of
/// results they are asked for, a query finds the same.
class StoreStatesTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final List<String> QUERIES =
      List.of(
          "{}",
          "{ .a = \"x\" }",
          "{ .a != nil && .b = nil } order by duration desc",
          "{ .a > 1 || name =~ \"x.*\" } order by spans asc",
          "{ resource.a != \"x\" }",
          "{ event.b = 5 }",
          "{ status = error } >> {}",
          "{ status = error } !>> { .a != nil }",
          "{ kind = client } &> { duration > 10ns } order by errors desc",
          "{ name = \"x\" } << {}",
          "{ .a = nil } ~ { status != ok }",
          "{ kind = server } && { .b != nil }",
          "{ .b = \"5\" } || { statusMessage = \"\" }",
          "{} | by(.a) | count() > 1",
          "{} | by(resource.service.name) | avg(duration) >= 10ns | select(.b, name)",
          "{ parent.a = .a } order by start asc",
          "{ trace:duration > 100ns && span:childCount > 0 }",
          "{ rootName = \"x\" } | max(duration) < 20ns",
          "{ nestedSetParent > 0 } > { .a + 1 > 0 }",
          "({ .a = 5 } | count()) > ({ .b = 5 } | count())");

  /// A busy machine is no reason to find less.
  private static final QueryLimits PATIENT =
      new QueryLimits(
          Duration.ofMinutes(10),
          QueryLimits.defaults().maxConcurrent(),
          QueryLimits.defaults().maxPending(),
          QueryLimits.defaults().maxLimit(),
          QueryLimits.defaults().maxBytes());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void search_anyStateOfTheStore_findsTheSame(long seed) throws Exception {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = withChanges(gen, content.spans(40));
    var plain = new InMemorySpanStore(10_000, 10_000);
    plain.add(TENANT, spans);
    try (SpanStore store = filled(folder, gen, spans)) {
      for (String query : QUERIES) {
        TimeRange range = content.range();
        int limit = 1 + gen.random().nextInt(20);
        assertThat(found(store, query, range, limit))
            .as("%s in %s, %d a page", query, range, limit)
            .isEqualTo(found(plain, query, range, 10_000));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void search_newestOfManyPages_findsTheSame(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = manySpans(gen);
    var plain = new InMemorySpanStore(100_000, 100_000);
    plain.add(TENANT, spans);
    try (SpanStore store = filled(folder, spans, new Cut(1000, 40_000, true))) {
      for (String query : List.of("{ status = error }", "{ name = \"x\" } >> { status = error }")) {
        TimeRange range = gen.chance(0.5) ? TimeRange.ALL : new TimeRange(0, 2_000_000);
        List<FoundTrace> expected = found(plain, query, range, 10_000);
        int limit = 100 + gen.random().nextInt(200);
        assertThat(found(store, query, range, limit)).isEqualTo(expected);
        assertThat(expected).hasSizeGreaterThan(20);
      }
    }
  }

  /// Of traces that begin one after the other and reach far, some spans sent again much later.
  private static List<Span> manySpans(Gen gen) {
    var spans = new ArrayList<Span>();
    for (int number = 0; number < 25_000; number++) {
      boolean isAgain = number > 100 && gen.chance(0.01);
      int trace = isAgain ? gen.random().nextInt(spans.size()) / 20 : number / 20;
      long start = 1 + trace * 2000L + gen.random().nextInt(gen.chance(0.1) ? 900_000 : 9000);
      spans.add(
          SpanMaker.span(trace + 1, isAgain ? trace * 20L + 3 : number + 1)
              .under(number % 20 > 0 ? trace * 20L + 1 : 0)
              .named(gen.oneOf(List.of("x", "y", "z")))
              .ended(gen.chance(0.02) ? StatusCode.ERROR : StatusCode.OK, "")
              .at(start, start + 50)
              .make());
    }
    return spans;
  }

  @Test
  void search_newestOfManyPages_readsFewOfThem() throws Exception {
    var spans = new ArrayList<Span>();
    for (int number = 1; number <= 40_000; number++) {
      spans.add(SpanMaker.span(number / 10 + 1, number).named("x").at(number, number + 5).make());
    }
    try (SpanStore store = sealed(folder, spans)) {
      var engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
      Query newest = parsed("{ name = \"x\" && duration > 1ns }");

      SearchAnswer page =
          engine.search(TENANT, new SearchRequest(newest, TimeRange.ALL, 5, Optional.empty(), 3));

      assertThat(page.traces()).hasSize(5);
      assertThat(page.coverage().complete()).isTrue();
      assertThat(page.coverage().scannedSpans()).isLessThan(20_000);
    }
  }

  /// Now and then a span comes again with another one's content.
  private static List<Span> withChanges(Gen gen, List<Span> spans) {
    var all = new ArrayList<>(spans);
    for (Span span : spans) {
      if (gen.chance(0.1)) {
        all.add(SpanMaker.as(gen.oneOf(spans), span));
      }
    }
    return all;
  }

  /// A store with these spans, cut into heads and blocks as chance will have it.
  static SpanStore filled(Path folder, Gen gen, List<Span> spans) throws Exception {
    int requestSpans = 1 + gen.random().nextInt(40);
    return filled(
        folder,
        spans,
        new Cut(requestSpans, 5 + gen.random().nextInt(spans.size()), gen.chance(0.5)));
  }

  /// A store with these spans, all of them in one block.
  static SpanStore sealed(Path folder, List<Span> spans) throws Exception {
    return filled(folder, spans, new Cut(spans.size(), spans.size(), true));
  }

  /// How spans come.
  private record Cut(int requestSpans, int sealSpans, boolean isAllSealed) {}

  private static SpanStore filled(Path folder, List<Span> spans, Cut cut) throws Exception {
    int requestSpans = cut.requestSpans();
    int sealSpans = cut.sealSpans();
    boolean isAllSealed = cut.isAllSealed();
    var sealed = new Semaphore(0);
    var listener =
        new StoreListener() {
          @Override
          public void sealed(long nanos, int count, long bytes) {
            sealed.release(count);
          }
        };
    StoreSettings settings =
        StoreSettings.of(folder)
            .withLog(Duration.ZERO, 1 << 16, Duration.ofSeconds(1))
            .withHeads(
                64L << 20, sealSpans, isAllSealed ? Duration.ofMillis(5) : Duration.ofHours(1));
    SpanStore store =
        EmbeddedStore.open(
            settings, new UnsyncedDisk(), StoreClock.of(InstantSource.system()), listener);
    for (int from = 0; from < spans.size(); from += requestSpans) {
      List<Span> part = spans.subList(from, Math.min(from + requestSpans, spans.size()));
      assertThat(store.append(TENANT, Requests.of(part)))
          .isEqualTo(new AppendResult.Stored(part.size()));
    }
    if (isAllSealed) {
      assertThat(sealed.tryAcquire(spans.size(), 20, TimeUnit.SECONDS)).isTrue();
    }
    return store;
  }

  private static List<FoundTrace> found(SpanStore store, String query, TimeRange range, int limit)
      throws QueryException {
    var engine = new QueryEngine(store, PATIENT, InstantSource.system());
    var all = new ArrayList<FoundTrace>();
    Optional<Cursor> after = Optional.empty();
    do {
      var request = new SearchRequest(parsed(query), range, limit, after, 1000);
      SearchAnswer page = engine.search(TENANT, request);
      assertThat(page.coverage().complete()).isTrue();
      all.addAll(page.traces());
      after = page.next();
    } while (after.isPresent() && all.size() < 10_000);
    return all;
  }

  private static Query parsed(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> valid;
      case Parsed.Invalid(var error) -> throw new AssertionError(query + ": " + error);
    };
  }
}
