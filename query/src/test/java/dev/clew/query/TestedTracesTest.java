package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Span;
import dev.clew.model.SpanKind;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.InMemorySpanStore;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Traces tested whole, several tests at once.
class TestedTracesTest {
  private static final TenantId TENANT = TenantId.DEFAULT;

  /// Two rows a block, one a page: traces are cut apart wherever they can be.
  private final InMemorySpanStore store = new InMemorySpanStore(2, 1);

  private final QueryEngine engine =
      new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());

  private static Pipeline pipeline(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(Query(Query.Root.Search(var pipeline), _, _, _)) -> pipeline;
      case Parsed.Valid _, Parsed.Invalid _ -> throw new IllegalArgumentException(query);
    };
  }

  private List<TestedTrace> test(List<TraceId> traces, String... tests) throws QueryException {
    return engine
        .test(TENANT, traces, Arrays.stream(tests).map(TestedTracesTest::pipeline).toList())
        .traces();
  }

  private static TraceId id(long low) {
    return new TraceId(0, low);
  }

  /// Such as `3:1 1:3`: the span with id 3 passes the first test, then 1 passes both.
  private static String told(TestedTrace trace) {
    return trace.spans().stream()
        .map(span -> span.id().bits() + ":" + span.passed())
        .collect(Collectors.joining(" "));
  }

  @Test
  void spans_areToldByStart_withTheTestsThatTheyPass() throws QueryException {
    store.add(
        TENANT,
        List.of(
            span(1, 1).named("a").at(300, 310).make(),
            span(1, 2).named("none").at(200, 210).make(),
            span(1, 3).named("a").at(100, 900).make(),
            span(1, 4).named("b").at(400, 410).under(3).make()));

    List<TestedTrace> tested =
        test(List.of(id(1)), "{ name = `a` }", "{ duration > 20ns } || { name = `b` }");

    assertThat(tested).hasSize(1);
    assertThat(told(tested.getFirst())).isEqualTo("3:3 1:1 4:2");
    assertThat(tested.getFirst().spans().getFirst().startNanos()).isEqualTo(100);
    assertThat(tested.getFirst().trace().spanCount()).isEqualTo(4);
    assertThat(tested.getFirst().trace().matchedSpanCount()).isEqualTo(3);
  }

  @Test
  void traces_areToldInTheOrderOfTheQuestion_withoutThoseThatPassNothing() throws QueryException {
    for (long trace = 1; trace <= 3; trace++) {
      store.add(TENANT, List.of(span(trace, trace).named(trace == 2 ? "b" : "a").make()));
    }

    assertThat(test(List.of(id(3), id(2), id(9), id(1)), "{ name = `a` }"))
        .extracting(tested -> tested.trace().traceId())
        .containsExactly(id(3), id(1));
  }

  @Test
  void spanThatWasSentAgain_isTestedAsItCameLast() throws QueryException {
    store.add(TENANT, List.of(span(1, 1).named("a").of(SpanKind.SERVER).make()));
    store.add(TENANT, List.of(span(1, 1).named("b").of(SpanKind.SERVER).make()));

    assertThat(test(List.of(id(1)), "{ name = `a` }", "{ name = `b` }"))
        .singleElement()
        .satisfies(tested -> assertThat(told(tested)).isEqualTo("1:2"));
  }

  @Test
  void noTest_orTooMany_areNoQuestion() {
    List<Pipeline> many = Collections.nCopies(33, pipeline("{}"));

    assertThatThrownBy(() -> engine.test(TENANT, List.of(id(1)), List.of()))
        .hasMessage("needs 1 to 32 tests, got 0");
    assertThatThrownBy(() -> engine.test(TENANT, List.of(id(1)), many))
        .hasMessageContaining("got 33");
  }

  private static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /// A test leaves of a trace what a search for it finds.
  @ParameterizedTest
  @MethodSource("seeds")
  void test_leavesWhatASearchFinds(long seed) throws QueryException {
    var gen = new Gen(seed);
    List<Span> spans = new TraceGen(gen).trace(30);
    store.add(TENANT, spans);
    String[] tests = {
      "{ kind = server } >> { }", "{ status = error || duration > 1ms }", "{ } | count() > 2"
    };
    TraceId trace = spans.getFirst().traceId();
    var expected = new TreeMap<Long, Integer>();
    for (int test = 0; test < tests.length; test++) {
      int bit = 1 << test;
      found(tests[test]).forEach(id -> expected.merge(id, bit, (one, other) -> one | other));
    }

    var tested = new TreeMap<Long, Integer>();
    test(List.of(trace), tests)
        .forEach(each ->
            each.spans()
                .forEach(span ->
                    tested.merge(span.id().bits(), span.passed(), (one, other) -> one | other)));

    assertThat(tested).isEqualTo(expected);
  }

  private List<Long> found(String query) throws QueryException {
    var whole =
        new Query(
            new Query.Root.Search(pipeline(query)),
            Optional.empty(),
            OptionalInt.empty(),
            List.of());
    return engine
        .search(TENANT, new SearchRequest(whole, TimeRange.ALL, 10, Optional.empty(), 100))
        .traces()
        .stream()
        .flatMap(trace -> trace.spansets().stream())
        .flatMap(set -> set.spans().stream())
        .map(span -> span.id().bits())
        .toList();
  }
}
