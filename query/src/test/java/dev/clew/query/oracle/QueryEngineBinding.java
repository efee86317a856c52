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
import dev.clew.query.TraceSummary;
import dev.clew.query.Value;
import dev.clew.query.oracle.SpanSet.Label;
import dev.clew.query.traceql.Query;
import dev.clew.store.SpanStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Clew's engine, put before the oracle.
final class QueryEngineBinding implements Engine {
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
    SearchAnswer answer = answer(tenant, request);
    if (!answer.coverage().complete()) {
      throw new AssertionError("spans were not read: " + answer.coverage());
    }
    return new Page(
        answer.traces().stream().map(QueryEngineBinding::hit).toList(),
        answer.next().map(Cursor::toString));
  }

  private SearchAnswer answer(TenantId tenant, SearchRequest request) throws Failure {
    try {
      return engine.search(tenant, request);
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
