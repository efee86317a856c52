package dev.clew.serve.api.tempo;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryLimits;
import dev.clew.serve.api.ApiHouse;
import dev.clew.serve.api.SpanSketch;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.SpanStore;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tempo's API on a free port, over spans of the test's own.
final class TempoHouse {
  private static final InstantSource CLOCK = () -> ApiHouse.NOW;

  private TempoHouse() {}

  static ApiHouse of(SpanSketch... spans) {
    return of(Arrays.stream(spans).map(SpanSketch::make).toList(), Optional.empty());
  }

  /// Answers with so many bytes of a trace at most.
  static ApiHouse cutting(SpanStore store, long mostTraceBytes) {
    var engine = new QueryEngine(store, QueryLimits.defaults(), CLOCK);
    var standing = new Standing("1.2.3", List.of(), Optional::empty);
    return ApiHouse.serving((server, meter) ->
        new TempoApi(engine, standing, CLOCK, meter, mostTraceBytes).mount(server));
  }

  /// @param problem why it is not ready
  static ApiHouse of(List<Span> spans, Optional<String> problem) {
    var store = new InMemorySpanStore();
    store.add(TenantId.DEFAULT, spans);
    var engine = new QueryEngine(store, QueryLimits.defaults(), CLOCK);
    var standing = new Standing("1.2.3", List.of("data: d"), () -> problem);
    return ApiHouse.serving(
        (server, meter) -> new TempoApi(engine, standing, CLOCK, meter).mount(server));
  }
}
