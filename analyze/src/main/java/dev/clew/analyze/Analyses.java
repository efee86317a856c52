package dev.clew.analyze;

import dev.clew.analyze.findings.FindingsOfTrace;
import dev.clew.analyze.red.Maps;
import dev.clew.analyze.red.Moves;
import dev.clew.analyze.red.Overviews;
import dev.clew.analyze.red.Ranks;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanId;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import dev.clew.wire.otlp.SpanBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Says what is slow or broken, and why, of the spans that an engine answers for. Any thread may
/// ask, and waits; the engine's deadline and bounds hold.
public final class Analyses {
  /// Into how many steps a range is cut, at most but for one or two.
  private static final int MOST_STEPS = 60;

  private static final Duration POPULATION = Duration.ofHours(1);

  private final QueryEngine engine;

  public Analyses(QueryEngine engine) {
    this.engine = engine;
  }

  /// What can be told of a trace; empty for one that is not stored.
  public Optional<TraceFindings> findings(TenantId tenant, TraceId id) throws QueryException {
    return tree(tenant, id).map(FindingsOfTrace::of);
  }

  /// How long spans of a trace took beside all like them in the hour up to its end; empty for a
  /// trace that is not stored. Spans that it does not have are left out.
  public Optional<Percentiles> percentiles(TenantId tenant, TraceId id, Set<SpanId> spans)
      throws QueryException {
    Optional<SpanTree> found = tree(tenant, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SpanTree tree = found.get();
    CountedRange range = hourUpToTheEnd(tree);
    int[] rows =
        tree.rows(row -> spans.contains(tree.id(row))).stream()
            .mapToInt(Integer::intValue)
            .toArray();
    Counts<SpanSeries> counts = engine.spanCounts(tenant, range.range(), range.step());
    return Optional.of(Ranks.of(tree, rows, range, counts));
  }

  private static CountedRange hourUpToTheEnd(SpanTree tree) {
    long hour = POPULATION.toNanos();
    long last = tree.sinceEpoch(tree.startNanos(tree.root())) + tree.rootNanos();
    long end = Math.clamp(last, hour, Long.MAX_VALUE - 2 * hour) + 1;
    return CountedRange.of(new TimeRange(end - hour, end), MOST_STEPS);
  }

  /// How all services are doing.
  public ServicesOverview services(TenantId tenant, TimeRange asked) throws QueryException {
    CountedRange range = range(asked);
    return new Overviews(range, spans(tenant, range)).services();
  }

  /// How one service is doing; empty where nothing was counted of it.
  public Optional<ServiceOverview> service(TenantId tenant, String name, TimeRange asked)
      throws QueryException {
    CountedRange range = range(asked);
    return new Overviews(range, spans(tenant, range)).service(name, calls(tenant, range));
  }

  /// Who calls whom.
  public ServiceMap map(TenantId tenant, TimeRange asked, ServiceMap.Cut cut)
      throws QueryException {
    CountedRange range = range(asked);
    return new Maps(range, spans(tenant, range), calls(tenant, range)).draw(cut);
  }

  /// What moved between a range and the equal one before it.
  public Changes changes(TenantId tenant, TimeRange asked) throws QueryException {
    CountedRange range = range(asked);
    return Moves.between(range, spans(tenant, range));
  }

  private static CountedRange range(TimeRange asked) {
    return CountedRange.of(asked, MOST_STEPS);
  }

  private Counts<SpanSeries> spans(TenantId tenant, CountedRange range) throws QueryException {
    return engine.spanCounts(tenant, both(range), range.step());
  }

  private Counts<CallSeries> calls(TenantId tenant, CountedRange range) throws QueryException {
    return engine.calls(tenant, both(range), range.step());
  }

  /// The range and the one before it.
  private static TimeRange both(CountedRange range) {
    return new TimeRange(range.previous().startNanos(), range.endNanos());
  }

  private Optional<SpanTree> tree(TenantId tenant, TraceId id) throws QueryException {
    SpanBatch trace = engine.trace(tenant, id);
    return trace.size() == 0 ? Optional.empty() : Optional.of(SpanTree.of(trace));
  }
}
