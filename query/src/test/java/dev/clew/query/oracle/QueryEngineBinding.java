package dev.clew.query.oracle;

import dev.clew.model.SpanId;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.Cursor;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.QueryLimits;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.TotalsAnswer;
import dev.clew.query.TotalsRequest;
import dev.clew.query.TraceSummary;
import dev.clew.query.Value;
import dev.clew.query.oracle.SpanSet.Label;
import dev.clew.query.traceql.Query;
import dev.clew.store.SpanStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Clew's engine, put before the oracle.
final class QueryEngineBinding implements Engine {
  private static final int MOST_SERIES = 1_000_000;

  private final QueryEngine engine;

  QueryEngineBinding(SpanStore store) {
    engine = new QueryEngine(store, QueryLimits.defaults(), InstantSource.system());
  }

  @Override
  public Page search(
      TenantId tenant, Query query, TimeRange range, int limit, Optional<String> after)
      throws Failure {
    var request =
        new SearchRequest(query, range, limit, after.map(Cursor::parse), Integer.MAX_VALUE);
    SearchAnswer answer = answer(() -> engine.search(tenant, request));
    if (!answer.coverage().complete()) {
      throw new AssertionError("spans were not read: " + answer.coverage());
    }
    return new Page(
        answer.traces().stream().map(QueryEngineBinding::hit).toList(),
        answer.next().map(Cursor::toString));
  }

  @Override
  public Map<SeriesLabels, double[]> series(TenantId tenant, Query query, SeriesOracle.Steps steps)
      throws Failure {
    var asked = new Steps(steps.firstNanos(), steps.stepNanos(), steps.count());
    var request = new SeriesRequest(query, asked, MOST_SERIES, 0);
    SeriesAnswer answer = answer(() -> engine.series(tenant, request));
    if (answer.isTruncated() || !answer.coverage().complete()) {
      throw new AssertionError("all series were asked for, got " + answer);
    }
    Map<SeriesLabels, double[]> all = new LinkedHashMap<>();
    for (Series series : answer.series()) {
      double[] points = IntStream.range(0, steps.count()).mapToDouble(series::point).toArray();
      if (all.put(labels(series), points) != null) {
        throw new AssertionError("labels need to tell series apart, got twice " + labels(series));
      }
    }
    return all;
  }

  @Override
  public Map<List<Object>, Total> totals(TenantId tenant, Query query, TimeRange range)
      throws Failure {
    var request = new TotalsRequest(query, range, MOST_SERIES);
    TotalsAnswer answer = answer(() -> engine.totals(tenant, request));
    if (answer.isTruncated() || !answer.coverage().complete()) {
      throw new AssertionError("all groups were asked for, got " + answer);
    }
    Map<List<Object>, Total> all = new LinkedHashMap<>();
    for (TotalsAnswer.Total each : answer.totals()) {
      List<Object> group = each.group().stream().map(QueryEngineBinding::plain).toList();
      if (all.put(group, new Total(plain(each.value()), each.spans())) != null) {
        throw new AssertionError("groups need to be told apart, got twice " + group);
      }
    }
    return all;
  }

  private static SeriesLabels labels(Series series) {
    SeriesLabels labels = SeriesLabels.NONE;
    for (var label : series.labels().all()) {
      labels = labels.with(label.key(), plain(label.value()));
    }
    return labels;
  }

  private interface Asking<T> {
    T answer() throws QueryException;
  }

  private static <T> T answer(Asking<T> asking) throws Failure {
    try {
      return asking.answer();
    } catch (QueryException e) {
      if (e.kind() == QueryException.Kind.FAILED_EXPRESSION) {
        throw new Failure(String.valueOf(e.getMessage()));
      }
      throw new AssertionError("nothing but a span may make this query fail", e);
    }
  }

  private static Hit hit(FoundTrace found) {
    TraceSummary trace = found.trace();
    var summary =
        new Hit.Summary(
            trace.rootService(),
            trace.rootName(),
            trace.startNanos(),
            trace.durationNanos(),
            trace.spanCount(),
            trace.errorCount(),
            trace.orphanCount());
    return new Hit(
        trace.traceId(),
        summary,
        found.spansets().stream().map(QueryEngineBinding::matched).toList());
  }

  private static Hit.Matched matched(FoundTrace.Spanset set) {
    List<SpanId> spans = set.spans().stream().map(FoundTrace.Span::id).toList();
    if (spans.size() != set.matchedCount()) {
      throw new AssertionError("all spans of a set were asked for, got " + set);
    }
    return new Hit.Matched(
        spans,
        set.labels().stream().map(label -> new Label(label.name(), plain(label.value()))).toList());
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Value.Nil _ -> Plain.NIL;
      case Value.Bool(var bool) -> bool;
      case Value.Int(var number) -> number;
      case Value.Real(var number) -> number;
      case Value.Text(var text) -> text;
      case Value.Nanos(var nanos) -> new Plain.Nanos(nanos);
      case Value.Status(var status) -> status;
      case Value.Kind(var kind) -> kind;
      case Value.Items(var items) -> items.stream().map(QueryEngineBinding::plain).toList();
      case Value.Other(var other) -> other;
    };
  }
}
