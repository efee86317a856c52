package dev.clew.analyze;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryLimits;
import dev.clew.store.InMemorySpanStore;
import java.time.Instant;
import java.util.List;

/// Analyses over the spans of a test.
public final class AnalysesHouse {
  /// An hour that starts with [Sketch#BASE], which is a whole minute.
  public static final TimeRange HOUR = hours(0);

  private AnalysesHouse() {}

  /// An hour that starts so many hours after [Sketch#BASE].
  public static TimeRange hours(long after) {
    long hour = 3_600_000_000_000L;
    return new TimeRange(Sketch.BASE + after * hour, Sketch.BASE + (after + 1) * hour);
  }

  public static Analyses of(Sketch... spans) {
    return of(Sketch.spans(spans));
  }

  public static Analyses of(List<Span> spans) {
    return of(spans, 1 << 20);
  }

  /// With so many bytes for a trace.
  public static Analyses of(List<Span> spans, long mostTraceBytes) {
    var store = new InMemorySpanStore();
    store.add(TenantId.DEFAULT, spans);
    Instant now = Instant.ofEpochSecond(Sketch.BASE / 1_000_000_000 + 3600);
    var engine = new QueryEngine(store, QueryLimits.defaults(), () -> now);
    return new Analyses(engine, () -> now, mostTraceBytes);
  }
}
