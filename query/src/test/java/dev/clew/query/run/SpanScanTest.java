package dev.clew.query.run;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.Deadline;
import dev.clew.query.QueryException;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Values;
import dev.clew.query.plan.Fields;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanScanTest {
  private final InMemorySpanStore store = new InMemorySpanStore(2, 1);

  private void add(Span... spans) {
    store.add(TenantId.DEFAULT, List.of(spans));
  }

  private static Pipeline pipeline(String query) {
    if (TraceQl.parse(query) instanceof Parsed.Valid(var valid)
        && valid.root() instanceof Query.Root.Search(var pipeline)) {
      return pipeline;
    }
    throw new AssertionError(query);
  }

  private List<String> scanned(String query, TimeRange range, Optional<String> selection)
      throws QueryException {
    var fields = List.of(Fields.of(Scope.SPAN, "a"));
    var further =
        selection.map(each -> ((Stage.Spansets) pipeline(each).stages().getFirst()).expr());
    var watch =
        new Watch(new Deadline(Instant.now().plus(Duration.ofMinutes(1))), InstantSource.system());
    var all = new ArrayList<String>();
    try (StoreView view = store.view(TenantId.DEFAULT, TimeRange.ALL)) {
      var request =
          new SpanScan.Request(pipeline(query), range, List.copyOf(fields), further, true);
      Coverage coverage =
          new SpanScan(view, request, 1 << 20, new Scatter(2), watch)
              .run(ArrayList<String>::new, SpanScanTest::note, all::addAll);
      assertThat(coverage.complete()).isTrue();
    }
    return all;
  }

  private static void note(List<String> into, MatchedSpans spans) {
    Values values = spans.values(0);
    for (int at = 0; at < spans.size(); at++) {
      into.add(
          "%d/%d at %d %s%s"
              .formatted(
                  spans.traceId(at).low(),
                  spans.spanId(at),
                  spans.startNanos(at),
                  values.tag(spans.row(at)),
                  spans.isSelected(at) ? " selected" : ""));
    }
  }

  @Test
  void run_spansSentAgainAndSplit_handsEachOverOnce() throws QueryException {
    add(
        span(2, 1).at(100, 200).with(Attribute.of("a", 1)).make(),
        span(1, 1).at(110, 200).make(),
        span(2, 2).under(1).at(120, 130).with(Attribute.of("a", "x")).make(),
        span(2, 1).at(101, 200).with(Attribute.of("a", 1.5)).make());

    assertThat(scanned("{}", TimeRange.ALL, Optional.empty()))
        .containsExactly(
            "1/1 at 110 NIL selected", "2/1 at 101 REAL selected", "2/2 at 120 TEXT selected");
  }

  @Test
  void run_rangeAndSelection_judgesTracesWhole() throws QueryException {
    add(
        span(1, 1).at(100, 200).make(),
        span(1, 2).under(1).at(300, 400).make(),
        span(1, 3).under(2).at(310, 320).make());

    assertThat(scanned("{} > {}", new TimeRange(300, 310), Optional.of("{ duration = 100ns }")))
        .containsExactly("1/2 at 300 NIL selected");
    assertThat(scanned("{} > {}", TimeRange.ALL, Optional.of("{ duration = 10ns }")))
        .containsExactly("1/2 at 300 NIL", "1/3 at 310 NIL selected");
  }
}
