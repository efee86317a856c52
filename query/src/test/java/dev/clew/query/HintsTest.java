package dev.clew.query;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.InMemorySpanStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tempo's hints say how much may be left out: nothing is here, so that they change no answer, and
/// nor do those that nobody knows.
class HintsTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Steps STEPS = new Steps(100, 100, 5);

  private final InMemorySpanStore store = new InMemorySpanStore(10, 2);
  private final QueryEngine engine =
      new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());

  @BeforeEach
  void addSpans() {
    store.add(
        TENANT,
        IntStream.rangeClosed(1, 40)
            .mapToObj(trace -> span(trace, 1).named("n" + trace % 3).at(trace * 10L, 500).make())
            .toList());
  }

  private static Query parsed(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> valid;
      case Parsed.Invalid(var error) -> throw new AssertionError(query + ": " + error);
    };
  }

  private List<FoundTrace> found(String query) throws QueryException {
    var request = new SearchRequest(parsed(query), TimeRange.ALL, 7, Optional.empty(), 3);
    return engine.search(TENANT, request).traces();
  }

  private List<Object> points(String query) throws QueryException {
    SeriesAnswer answer = engine.series(TENANT, new SeriesRequest(parsed(query), STEPS, 100, 5));
    return answer.series().stream()
        .<Object>map(each ->
            List.of(each.labels(), IntStream.range(0, each.size()).mapToObj(each::point).toList()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "most_recent=true",
        "most_recent=false",
        "sample=true",
        "sample=0.01",
        "span_sample=0.01",
        "trace_sample=0.01",
        "extrapolate=true",
        "exemplars=false",
        "exemplars=2",
        "unheard_of=\"x\"",
        "sample=0.1, unheard_of=5) with (most_recent=true"
      })
  void hint_changesNoAnswer(String hint) throws QueryException {
    assertThat(found("{ name != \"n1\" } with (" + hint + ")"))
        .hasSize(7)
        .isEqualTo(found("{ name != \"n1\" }"));
    assertThat(points("{} | rate() by (name) with (" + hint + ")"))
        .hasSize(3)
        .isEqualTo(points("{} | rate() by (name)"));
  }
}
