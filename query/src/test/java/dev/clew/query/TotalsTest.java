package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.TotalsAnswer.Total;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.SpanStore;
import dev.clew.testkit.Gen;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotalsTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  @TempDir Path folder;

  private static TotalsAnswer ask(SpanStore store, String query, TimeRange range)
      throws QueryException {
    var engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
    return engine.totals(TENANT, new TotalsRequest(parsed(query), range, 100));
  }

  private static Query parsed(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> valid;
      case Parsed.Invalid(var error) -> throw new AssertionError(query + ": " + error);
    };
  }

  private static SpanStore store(Span... spans) {
    var store = new InMemorySpanStore(10, 10);
    store.add(TENANT, List.of(spans));
    return store;
  }

  private static Span with(long id, String name, Attribute... attributes) {
    return SpanMaker.span(id, id).named(name).with(attributes).at(100, 110).make();
  }

  private static Total total(Value group, Value value, long spans) {
    return new Total(List.of(group), value, spans);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void totals_anyStateOfTheStore_areThoseOfItsSpans(long seed) throws Exception {
    var gen = new Gen(seed);
    var content = new RandomStoreContent(gen);
    List<Span> spans = content.spans(40);
    try (SpanStore store = StoreStatesTest.filled(folder, gen, spans)) {
      TimeRange range = content.range();
      Map<String, LongSummaryStatistics> byName = new HashMap<>();
      spans.stream()
          .distinct()
          .filter(span -> range.contains(span.startNanos()))
          .forEach(span ->
              byName
                  .computeIfAbsent(span.name(), _ -> new LongSummaryStatistics())
                  .accept(span.durationNanos()));

      assertTotals(
          ask(store, "{} | sum(duration) by (name)", range), byName, each -> each.getSum());
      assertTotals(
          ask(store, "{} | min(duration) by (name)", range), byName, each -> each.getMin());
      assertTotals(
          ask(store, "{} | max(duration) by (name)", range), byName, each -> each.getMax());
      assertTotals(
          ask(store, "{} | avg(duration) by (name)", range),
          byName,
          each -> each.getSum() / each.getCount());
    }
  }

  private interface Statistic {
    long of(LongSummaryStatistics all);
  }

  private static void assertTotals(
      TotalsAnswer answer, Map<String, LongSummaryStatistics> byName, Statistic statistic) {
    List<Total> expected =
        byName.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, LongSummaryStatistics>>comparingLong(
                        each -> -statistic.of(each.getValue()))
                    .thenComparing(each -> each.getKey()))
            .map(each ->
                total(
                    text(each.getKey()),
                    new Value.Nanos(statistic.of(each.getValue())),
                    each.getValue().getCount()))
            .toList();
    assertThat(answer.totals()).isEqualTo(expected);
    assertThat(answer.coverage().complete()).isTrue();
  }

  @Test
  void totals_spansWithoutTheKey_areAGroupOfTheirOwn() throws Exception {
    SpanStore store = store(with(1, "x", Attribute.of("a", "v")), with(2, "x"), with(3, "y"));

    assertThat(ask(store, "{} | count() by (.a)", TimeRange.ALL).totals())
        .containsExactly(
            total(Value.NIL, new Value.Int(2), 2), total(text("v"), new Value.Int(1), 1));
  }

  @Test
  void totals_ofSumsBeyond64Bits_areReal() throws Exception {
    SpanStore store =
        store(
            with(1, "x", Attribute.of("a", Long.MAX_VALUE)),
            with(2, "x", Attribute.of("a", Long.MAX_VALUE)),
            with(3, "y", Attribute.of("a", Long.MAX_VALUE)),
            with(4, "y", Attribute.of("a", -3)));

    assertThat(ask(store, "{} | sum(.a) by (name)", TimeRange.ALL).totals())
        .containsExactly(
            total(text("x"), new Value.Real(0x1p64), 2),
            total(text("y"), new Value.Int(Long.MAX_VALUE - 3), 2));
  }

  @Test
  void totals_ofCalculations_areOfEachSpan() throws Exception {
    SpanStore store = store(with(1, "x", Attribute.of("a", 3)), with(2, "x"));

    assertThat(ask(store, "{} | sum(duration * .a + 1) by (name)", TimeRange.ALL).totals())
        .containsExactly(total(text("x"), new Value.Nanos(31), 2));
  }

  @Test
  void totals_groupsWithoutANumber_comeLast() throws Exception {
    SpanStore store = store(with(1, "x"), with(2, "y", Attribute.of("a", -5)));

    assertThat(ask(store, "{} | max(.a) by (name)", TimeRange.ALL).totals())
        .containsExactly(total(text("y"), new Value.Int(-5), 1), total(text("x"), Value.NIL, 1));
  }

  @Test
  void totals_infiniteNumbersThatCancel_areNone() throws Exception {
    SpanStore store =
        store(
            with(1, "x", Attribute.of("a", Double.POSITIVE_INFINITY)),
            with(2, "x", Attribute.of("a", Double.NEGATIVE_INFINITY)),
            with(3, "y", Attribute.of("a", Double.NEGATIVE_INFINITY)));

    assertThat(ask(store, "{} | sum(.a) by (name)", TimeRange.ALL).totals())
        .containsExactly(
            total(text("y"), new Value.Real(Double.NEGATIVE_INFINITY), 1),
            total(text("x"), Value.NIL, 2));
    assertThat(ask(store, "{} | avg(.a) by (name)", TimeRange.ALL).totals())
        .extracting(Total::value)
        .containsExactly(new Value.Real(Double.NEGATIVE_INFINITY), Value.NIL);
  }

  @Test
  void totals_moreGroupsThanAsked_saySo() throws Exception {
    SpanStore store = store(with(1, "x"), with(2, "y"));

    TotalsAnswer answer = ask(store, "{} | count() by (name) limit 1", TimeRange.ALL);

    assertThat(answer.totals()).containsExactly(total(text("x"), new Value.Int(1), 1));
    assertThat(answer.isTruncated()).isTrue();
    assertThat(answer.keys()).containsExactly("name");
  }

  @Test
  void request_ofASearch_saysWhatItNeeds() {
    assertThatThrownBy(() -> new TotalsRequest(parsed("{}"), TimeRange.ALL, 1))
        .hasMessageContaining("aggregate by fields");
  }
}
