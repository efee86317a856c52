package dev.clew.query.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.QueryLimits;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.SeriesRequest;
import dev.clew.query.SpanMaker;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.store.InMemorySpanStore;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Metrics queries over spans in a store, through the engine's door.
class StoredSeriesTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Steps STEPS = new Steps(1010, 10, 5);
  private static final List<String> FUNCTIONS =
      List.of(
          "rate()",
          "count_over_time()",
          "sum_over_time(duration)",
          "avg_over_time(span.v)",
          "max_over_time(.v)",
          "histogram_over_time(duration)",
          "quantile_over_time(span.v, .5, .9)");
  private static final List<String> BY =
      List.of(
          "",
          " by (resource.service.name)",
          " by (name, kind)",
          " by (span.v)",
          " by (status, .a, name, resource.service.name)");

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(150, 5000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void series_ofStoredSpans_areThoseOfEachStep(long seed) throws QueryException {
    var gen = new Gen(seed);
    List<Span> spans = spans(gen);
    var store = new InMemorySpanStore(1 + gen.random().nextInt(40), 1 + gen.random().nextInt(10));
    store.add(TENANT, spans);
    String filter = gen.oneOf(List.of("{}", "{ name = \"x\" }", "{ span.a != \"q\" }"));
    String text = filter + " | " + gen.oneOf(FUNCTIONS) + gen.oneOf(BY);

    SeriesAnswer answer = ask(store, text, STEPS);

    List<SpanRow> rows =
        lastOfEach(spans).stream()
            .map(StoredSeriesTest::row)
            .filter(row -> passes(filter, row))
            .toList();
    var measure = (SeriesExpr.Measure) Asked.tree(text);
    assertThat(answer.coverage().complete()).isTrue();
    Asked.assertSame(answer, NaiveSeries.of((Gather.OverTime) measure.gather(), STEPS, rows));
  }

  private static boolean passes(String filter, SpanRow row) {
    Value name = row.fields().get("name");
    Value a = row.fields().get(".a");
    return switch (filter) {
      case "{}" -> true;
      case "{ name = \"x\" }" -> new Value.Text("x").equals(name);
      default -> a != null && !a.equals(new Value.Text("q"));
    };
  }

  private static SeriesAnswer ask(InMemorySpanStore store, String text, Steps steps)
      throws QueryException {
    var engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
    return engine.series(TENANT, new SeriesRequest(Asked.parsed(text), steps, 1000, 10));
  }

  /// Some are sent again, changed.
  private static List<Span> spans(Gen gen) {
    var spans = new ArrayList<Span>();
    for (int span = gen.random().nextInt(120); span > 0; span--) {
      long start = 990L + gen.random().nextInt(80);
      var attributes = new ArrayList<Attribute>();
      if (gen.chance(0.7)) {
        attributes.add(Attribute.of("a", gen.oneOf(List.of("p", "q"))));
      }
      if (gen.chance(0.7)) {
        long number = gen.random().nextInt(9);
        attributes.add(
            gen.chance(0.5) ? Attribute.of("v", number) : Attribute.of("v", number + 0.5));
      }
      spans.add(
          SpanMaker.span(1 + gen.random().nextInt(12), 1 + gen.random().nextInt(20))
              .named(gen.oneOf(List.of("x", "y", "")))
              .of(gen.oneOf(List.of(SpanKind.CLIENT, SpanKind.SERVER)))
              .ended(gen.oneOf(List.of(StatusCode.values())), "")
              .at(start, start + gen.random().nextInt(5000))
              .by(gen.oneOf(List.of("web", "db")))
              .with(attributes.toArray(Attribute[]::new))
              .make());
    }
    return spans;
  }

  private static List<Span> lastOfEach(List<Span> spans) {
    var last = new LinkedHashMap<List<Object>, Span>();
    spans.forEach(span -> last.put(List.of(span.traceId(), span.spanId(), span.kind()), span));
    return List.copyOf(last.values());
  }

  private static SpanRow row(Span span) {
    SpanRow row =
        SpanRow.at(span.startNanos())
            .id(span.spanId().bits())
            .with("name", span.name())
            .with("kind", new Value.Kind(span.kind()))
            .with("status", new Value.Status(span.status()))
            .with("resource.service.name", span.resource().serviceName())
            .with("duration", span.endNanos() - span.startNanos());
    for (Attribute attribute : span.attributes()) {
      Value value = Value.of(attribute.value());
      row = row.with("." + attribute.key(), value).with("span." + attribute.key(), value);
    }
    return row;
  }

  @Test
  void compare_storedSpans_comparesAttributesAndWhatManyShare() throws QueryException {
    var store = new InMemorySpanStore(10, 10);
    store.add(
        TENANT,
        List.of(
            SpanMaker.span(1, 1)
                .named("x")
                .by("web")
                .at(1002, 1003)
                .with(Attribute.of("a", 1))
                .make(),
            SpanMaker.span(1, 2)
                .named("y")
                .by("web")
                .at(1003, 1004)
                .ended(StatusCode.ERROR, "")
                .make()));

    SeriesAnswer answer =
        ask(store, "{} | compare({ status = error })", Steps.instant(STEPS.range()));

    assertThat(answer.series().stream().map(each -> Asked.text(each.labels())))
        .contains(
            "__meta_type=baseline,name=x",
            "__meta_type=selection,name=y",
            "__meta_type=baseline,resource.service.name=web",
            "__meta_type=selection,resource.service.name=web",
            "__meta_type=baseline,span.a=i1",
            "__meta_type=baseline_total,span.a=nil")
        .doesNotContain("__meta_type=selection_total,span.a=nil");
  }

  @Test
  void exemplars_storedSpans_nameTheirTraces() throws QueryException {
    var store = new InMemorySpanStore(10, 10);
    store.add(TENANT, List.of(SpanMaker.span(7, 9).at(1001, 1002).make()));

    SeriesAnswer answer = ask(store, "{} | max_over_time(duration)", STEPS);

    assertThat(answer.series().getFirst().exemplars().toString())
        .contains("07, span=0000000000000009");
  }

  @Test
  void rate_sampledSpans_countForThoseTheyStandForAndOthersAreReported() throws QueryException {
    var store = new InMemorySpanStore(10, 10);
    store.add(
        TENANT,
        List.of(
            SpanMaker.span(1, 1).at(1001, 1002).sampled("ot=th:c").make(),
            SpanMaker.span(2, 1).at(1003, 1004).sampled("vendor=1,ot=rv:1;th:8").make(),
            SpanMaker.span(3, 1).at(1004, 1005).sampled("vendor=1").make(),
            SpanMaker.span(4, 1).at(1005, 1006).make()));

    SeriesAnswer answer = ask(store, "{} | count_over_time()", STEPS);

    assertThat(answer.series().getFirst().point(0)).isEqualTo(4 + 2 + 1 + 1);
    assertThat(answer.unweighedSpans()).isEqualTo(2);
  }
}
