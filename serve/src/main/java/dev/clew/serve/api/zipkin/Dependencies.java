package dev.clew.serve.api.zipkin;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.Cursor;
import dev.clew.query.Filters;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.wire.zipkin.ToldSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers which service called which in a window of time.
///
/// Up to a number of traces their spans are read and linked by Zipkin's own rules; of more, or of
/// more calls or spans than so many traces usually have, the calls that the store has counted are
/// told, which differ where only one end of a call is known.
final class Dependencies {
  static final int MOST_TRACES = 10_000;
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int PAGE = 1_000;
  private static final long SPANS_A_TRACE = 20;

  /// What stands for services that there were too many of to tell them apart.
  private static final String OTHERS = "(others)";

  private final QueryEngine engine;
  private final int mostTraces;

  Dependencies(QueryEngine engine, int mostTraces) {
    this.engine = engine;
    this.mostTraces = mostTraces;
  }

  Links in(TimeRange range) throws QueryException {
    Counts<CallSeries> calls = engine.calls(TENANT, range, oneStep(range));
    if (areMany(calls) || areMany(engine.spanCounts(TENANT, range, oneStep(range)))) {
      return counted(calls);
    }
    List<TraceId> traces = traces(range);
    return traces.size() > mostTraces ? counted(calls) : linked(traces);
  }

  private boolean areMany(Counts<?> counts) {
    return counts.cells().stream().mapToLong(Counts.Cell::count).sum() > mostTraces * SPANS_A_TRACE;
  }

  /// One step, or two: nobody asks when.
  private static Duration oneStep(TimeRange range) {
    return Duration.ofNanos(Math.max(Counts.STEP_NANOS, range.endNanos()));
  }

  /// Those of the window, or some more than are read.
  private List<TraceId> traces(TimeRange range) throws QueryException {
    var traces = new ArrayList<TraceId>();
    Optional<Cursor> after = Optional.empty();
    do {
      var query = Filters.search(List.of(ZipkinFilters.hasStart()));
      SearchAnswer page = engine.search(TENANT, new SearchRequest(query, range, PAGE, after, 0));
      page.traces().stream().map(FoundTrace::trace).forEach(trace -> traces.add(trace.traceId()));
      after = page.next();
    } while (after.isPresent() && traces.size() <= mostTraces);
    return traces;
  }

  /// Some services pass only the lower half of a trace's id on, so that this half tells traces
  /// apart.
  private Links linked(List<TraceId> traces) throws QueryException {
    Map<Long, List<TraceId>> byLow = new LinkedHashMap<>();
    traces.forEach(trace -> byLow.computeIfAbsent(trace.low(), _ -> new ArrayList<>(1)).add(trace));
    var links = new Links();
    for (List<TraceId> parts : byLow.values()) {
      var spans = new ArrayList<ToldSpan>();
      for (TraceId part : parts) {
        spans.addAll(ToldSpan.of(engine.pieces(TENANT, part)));
      }
      TraceLinks.add(spans, links);
    }
    return links;
  }

  private static Links counted(Counts<CallSeries> calls) {
    var links = new Links();
    for (Counts.Cell<CallSeries> cell : calls.cells()) {
      String client = cell.series().client().orElse(OTHERS);
      links.add(client, cell.series().server().orElse(OTHERS), cell.count(), cell.errors());
    }
    return links;
  }
}
