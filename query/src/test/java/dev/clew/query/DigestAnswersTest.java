package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Digest;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Numbers over time are the same whether they come from the digests of blocks or from their rows.
class DigestAnswersTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final long TEN_SECONDS = Digest.STEP_NANOS;
  private static final long EPOCH = Gen.EPOCH_NANOS;
  private static final List<String> FILTERS =
      List.of(
          "{ }",
          "{ resource.service.name = \"web\" }",
          "{ resource.service.name != \"web\" && name =~ \"a.*\" }",
          "{ status = error || kind = server }",
          "{ resource.zone = nil }",
          "{ name = \"b\" && status != ok && resource.zone = 5 }",
          "{ resource.service.name = \"nobody\" }");
  private static final List<String> FUNCTIONS =
      List.of(
          "rate()",
          "count_over_time()",
          "quantile_over_time(duration, .5, .99)",
          "histogram_over_time(duration)");
  private static final List<String> BY =
      List.of(
          "",
          " by (resource.service.name)",
          " by (name, kind, status)",
          " by (resource.zone, resource.service.name)");

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(40, 1000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void series_fromDigests_areThoseFromRows(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = spans(gen);
    try (SpanStore store = StoreStatesTest.filled(folder, gen, spans)) {
      if (gen.chance(0.3)) {
        store.delete(TENANT, Set.of(gen.oneOf(spans).traceId()));
      }
      var rowsOnly = new WatchedStore(store, List.of(), (_, _, _) -> {});
      for (int each = 0; each < 12; each++) {
        String text = query(gen);
        Steps steps = steps(gen);
        SeriesAnswer answer = ask(store, text, steps);
        SeriesAnswer expected = ask(rowsOnly, text, steps);
        assertThat(shown(answer)).as("%s in %s", text, steps).isEqualTo(shown(expected));
        assertThat(answer.coverage().complete()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void exemplars_besideDigests_areOfTheSamePartsAsFromRows(long seed) throws Exception {
    var gen = new Gen(seed);
    List<Span> spans = spans(gen);
    try (SpanStore store = StoreStatesTest.filled(folder, gen, spans)) {
      var rowsOnly = new WatchedStore(store, List.of(), (_, _, _) -> {});
      for (int each = 0; each < 8; each++) {
        String text = query(gen);
        Steps steps = steps(gen);
        int count = 1 + gen.random().nextInt(12);
        SeriesAnswer answer = ask(store, text, steps, count);
        SeriesAnswer expected = ask(rowsOnly, text, steps, count);
        assertThat(shown(answer)).as("%s in %s", text, steps).isEqualTo(shown(expected));
        assertThat(parts(answer, count)).isEqualTo(parts(expected, count));
        assertThat(exemplars(answer)).allMatch(exemplar -> isOf(spans, exemplar));
      }
    }
  }

  private static List<Exemplar> exemplars(SeriesAnswer answer) {
    return answer.series().stream().flatMap(each -> each.exemplars().stream()).toList();
  }

  /// Of the equal parts of the time, which have an example.
  private static List<Long> parts(SeriesAnswer answer, int count) {
    TimeRange range = answer.steps().range();
    double part = (range.endNanos() - range.startNanos()) / (double) count;
    return exemplars(answer).stream()
        .map(each -> (long) ((each.startNanos() - range.startNanos()) / part))
        .sorted()
        .toList();
  }

  private static boolean isOf(List<Span> spans, Exemplar exemplar) {
    return spans.stream()
        .filter(span -> span.traceId().equals(exemplar.trace()))
        .filter(span -> span.spanId().equals(exemplar.span()))
        .filter(span -> span.startNanos() == exemplar.startNanos())
        .anyMatch(span ->
            exemplar.value().isEmpty()
                || exemplar.value().getAsDouble() == span.durationNanos() / 1e9);
  }

  @Test
  void exemplars_ofSealedSpans_leaveTheNumbersToDigests() throws Exception {
    var spans = new ArrayList<Span>();
    for (int number = 1; number <= 40_000; number++) {
      long start = EPOCH + number * 1_000_000L;
      spans.add(SpanMaker.span(number / 20 + 1, number).at(start, start + 99).make());
    }
    try (SpanStore store = StoreStatesTest.sealed(folder, spans)) {
      var steps = new Steps(EPOCH + TEN_SECONDS, TEN_SECONDS, 4);

      SeriesAnswer answer = ask(store, "{ } | rate() by (name)", steps, 4);

      assertThat(exemplars(answer)).hasSize(4);
      assertThat(answer.isPrecounted()).isTrue();
    }
  }

  /// Such as digests can answer.
  static String query(Gen gen) {
    return gen.oneOf(FILTERS) + " | " + gen.oneOf(FUNCTIONS) + gen.oneOf(BY);
  }

  /// Mostly such as digests can answer.
  static Steps steps(Gen gen) {
    long step = (1 + gen.random().nextInt(3)) * (gen.chance(0.8) ? TEN_SECONDS : 7_000_000_000L);
    long first = EPOCH - TEN_SECONDS + gen.random().nextInt(5) * TEN_SECONDS;
    return new Steps(gen.chance(0.9) ? first : first + 1, step, 1 + gen.random().nextInt(8));
  }

  /// Many at the ends of ten seconds and at powers of two; some sent again, some that stand for
  /// others.
  static List<Span> spans(Gen gen) {
    boolean areRepeated = gen.chance(0.5);
    boolean areWeighted = gen.chance(0.3);
    var resources =
        List.of(
            resource(Attribute.of("service.name", "web")),
            resource(Attribute.of("service.name", "db"), Attribute.of("zone", 5)),
            resource(Attribute.of("service.name", 7), Attribute.of("service.name", "web")),
            resource(Attribute.of("service.name", "web"), Attribute.of("service.name", 7)),
            resource(Attribute.of("zone", "x")));
    var spans = new ArrayList<Span>();
    for (int number = 1; number <= 300; number++) {
      long start = EPOCH + gen.random().nextInt(6) * TEN_SECONDS + gen.random().nextInt(3) - 1;
      long duration = (1L << gen.random().nextInt(40)) + gen.random().nextInt(3) - 1;
      String state = areWeighted && gen.chance(0.2) ? "ot=th:8" : gen.oneOf(List.of("", "a=b"));
      spans.add(
          SpanMaker.span(
                  1 + gen.random().nextInt(30), areRepeated ? gen.random().nextInt(40) + 1 : number)
              .named(gen.oneOf(List.of("a", "ab", "b", "")))
              .of(gen.oneOf(List.of(SpanKind.values())))
              .ended(gen.oneOf(List.of(StatusCode.values())), "")
              .at(start, start + duration)
              .by(gen.oneOf(resources), Scope.EMPTY)
              .sampled(state)
              .make());
    }
    return spans;
  }

  private static Resource resource(Attribute... attributes) {
    return new Resource(List.of(attributes), 0, "");
  }

  @Test
  void series_sealedSpansOfTheirOwn_readFewerRowsThanSpans() throws Exception {
    var spans = new ArrayList<Span>();
    for (int number = 1; number <= 2000; number++) {
      spans.add(SpanMaker.span(number % 50 + 1, number).at(EPOCH + number, EPOCH + 99).make());
    }
    try (SpanStore store = StoreStatesTest.sealed(folder, spans)) {
      var steps = new Steps(EPOCH + TEN_SECONDS, TEN_SECONDS, 1);

      SeriesAnswer answer = ask(store, "{ } | count_over_time() by (name)", steps);

      assertThat(answer.series()).singleElement().extracting(each -> each.point(0)).isEqualTo(2e3);
      assertThat(answer.isPrecounted()).isTrue();
      assertThat(answer.coverage().scannedSpans()).isLessThan(200);
    }
  }

  static List<Object> shown(SeriesAnswer answer) {
    var all = new ArrayList<Object>(List.of(answer.isTruncated(), answer.unweighedSpans()));
    for (Series series : answer.series()) {
      all.add(series.labels());
      all.add(IntStream.range(0, series.size()).mapToObj(series::point).toList());
    }
    return all;
  }

  static SeriesAnswer ask(SpanStore store, String text, Steps steps) throws QueryException {
    return ask(store, text, steps, 0);
  }

  private static SeriesAnswer ask(SpanStore store, String text, Steps steps, int exemplars)
      throws QueryException {
    var engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
    return engine.series(TENANT, new SeriesRequest(parsed(text), steps, 1000, exemplars));
  }

  private static Query parsed(String text) {
    return switch (TraceQl.parse(text)) {
      case Parsed.Valid(var query) -> query;
      case Parsed.Invalid(var error) -> throw new AssertionError(text + ": " + error);
    };
  }
}
