package dev.clew.analyze.errors;

import dev.clew.analyze.BadQuestionException;
import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.errors.Grouping.Failure;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.Cursor;
import dev.clew.query.FoundTrace;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.query.Value;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads failed spans page by page, the newest traces first, and groups them. Owned by one thread.
public final class FailedSpans {
  /// How many failed spans are read at most.
  private static final int MOST_ERRORS = 20_000;

  private static final int PAGE = 200;
  private static final int SPANS_PER_TRACE = 50;

  private static final String TYPE = "event.exception.type";
  private static final String MESSAGE = "event.exception.message";
  private static final String STACK = "event.exception.stacktrace";
  private static final String OTHER_TYPE = "span.error.type";
  private static final String STATUS_MESSAGE = "statusMessage";
  private static final String SERVICE = "resource.service.name";

  private static final String FAILED =
      "{ status = error } | select("
          + String.join(", ", SERVICE, STATUS_MESSAGE, OTHER_TYPE, TYPE, MESSAGE, STACK)
          + ")";

  private final QueryEngine engine;
  private final TenantId tenant;
  private final TimeRange range;
  private final Grouping groups;
  private final List<String> reasons = new ArrayList<>();

  public FailedSpans(QueryEngine engine, TenantId tenant, TimeRange range, int steps) {
    this.engine = engine;
    this.tenant = tenant;
    this.range = range;
    groups = new Grouping(range, steps);
  }

  /// The failed spans among those that a query finds.
  ///
  /// @param query a query for traces; empty for all failed spans
  /// @throws BadQuestionException when the query and what is asked of it are no query together
  public static Query among(String query) {
    return switch (TraceQl.parse(query.isBlank() ? FAILED : query + " | " + FAILED)) {
      case Parsed.Valid(var whole) -> whole;
      case Parsed.Invalid(var error) ->
          throw new BadQuestionException("needs a query of spans, such as {}: " + error);
    };
  }

  /// Groups them.
  public ErrorGroups group(Query query, int mostGroups) throws QueryException {
    Coverage coverage = read(query);
    var all = new ArrayList<>(coverage.reasons());
    all.addAll(reasons);
    return groups.result(
        mostGroups,
        new Coverage(
            coverage.complete() && reasons.isEmpty(),
            coverage.scannedBlocks(),
            coverage.totalBlocks(),
            coverage.scannedSpans(),
            all));
  }

  private Coverage read(Query query) throws QueryException {
    SearchAnswer page = page(query, Optional.empty());
    take(page);
    while (page.next().isPresent()) {
      if (groups.errors() >= MOST_ERRORS) {
        reasons.add(
            "the newest " + groups.errors() + " failed spans were read, and there are more");
        return page.coverage();
      }
      try {
        page = page(query, page.next());
      } catch (QueryException e) {
        if (e.kind() != QueryException.Kind.DEADLINE) {
          throw e;
        }
        reasons.add("time ran out; the newest " + groups.errors() + " failed spans were read");
        return page.coverage();
      }
      take(page);
    }
    return page.coverage();
  }

  private SearchAnswer page(Query query, Optional<Cursor> after) throws QueryException {
    return engine.search(tenant, new SearchRequest(query, range, PAGE, after, SPANS_PER_TRACE));
  }

  private void take(SearchAnswer page) {
    for (FoundTrace found : page.traces()) {
      for (FoundTrace.Spanset set : found.spansets()) {
        set.spans().forEach(span -> groups.add(failure(found, span)));
        if (set.matchedCount() > set.spans().size()) {
          reasons.add(
              "of %d failed spans of trace %s %d were read"
                  .formatted(set.matchedCount(), found.trace().traceId(), set.spans().size()));
        }
      }
    }
  }

  private static Failure failure(FoundTrace found, FoundTrace.Span span) {
    Map<String, String> texts = new HashMap<>();
    for (FoundTrace.Field field : span.fields()) {
      if (!field.values().isEmpty() && field.values().getLast() instanceof Value.Text(var text)) {
        texts.put(TraceQl.print(field.reference()), text);
      }
    }
    String status = texts.getOrDefault(STATUS_MESSAGE, "");
    return new Failure(
        texts.getOrDefault(SERVICE, ""),
        span.name(),
        texts.getOrDefault(TYPE, texts.getOrDefault(OTHER_TYPE, "")),
        texts.getOrDefault(MESSAGE, status),
        texts.getOrDefault(STACK, ""),
        found.trace().traceId(),
        span.id(),
        span.startNanos());
  }
}
