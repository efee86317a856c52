package dev.clew.analyze.errors;

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
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the failed spans of a range page by page, the newest traces first, until there are no
/// more, enough, or no time is left. Owned by one thread.
final class FailureReading {
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
  private static final String VERSION = "resource.service.version";

  /// Leaves the failed spans of those before it, with what is read of them.
  static final String FAILED =
      "{ status = error } | select("
          + String.join(", ", SERVICE, VERSION, STATUS_MESSAGE, OTHER_TYPE, TYPE, MESSAGE, STACK)
          + ")";

  private final QueryEngine engine;
  private final TenantId tenant;
  private final Query query;
  private final TimeRange range;
  private final Consumer<Failure> taker;
  private final List<String> reasons = new ArrayList<>();
  private long reachedNanos = Long.MAX_VALUE;
  private boolean isWhole = true;
  private boolean isReadable = true;
  private int errors;

  FailureReading(
      QueryEngine engine, TenantId tenant, Query query, TimeRange range, Consumer<Failure> taker) {
    this.engine = engine;
    this.tenant = tenant;
    this.query = query;
    this.range = range;
    this.taker = taker;
  }

  /// Since when all that failed was read.
  long reachedNanos() {
    return isWhole ? range.startNanos() : reachedNanos;
  }

  boolean isWhole() {
    return isWhole;
  }

  /// False when a part of the store could not be read.
  boolean isReadable() {
    return isReadable;
  }

  /// Reads them, and tells what of them could be read.
  Coverage read() throws QueryException {
    Coverage coverage = readPages();
    var all = new ArrayList<>(coverage.reasons());
    all.addAll(reasons);
    return new Coverage(
        coverage.complete() && reasons.isEmpty(),
        coverage.scannedBlocks(),
        coverage.totalBlocks(),
        coverage.scannedSpans(),
        all);
  }

  private Coverage readPages() throws QueryException {
    SearchAnswer page = page(Optional.empty());
    take(page);
    while (page.next().isPresent()) {
      if (errors >= MOST_ERRORS) {
        return cutOff(page, "the newest " + errors + " failed spans were read, and there are more");
      }
      try {
        page = page(page.next());
      } catch (QueryException e) {
        if (e.kind() != QueryException.Kind.DEADLINE) {
          throw e;
        }
        return cutOff(page, "time ran out; the newest " + errors + " failed spans were read");
      }
      take(page);
    }
    return page.coverage();
  }

  private Coverage cutOff(SearchAnswer last, String why) {
    reasons.add(why);
    isWhole = false;
    return last.coverage();
  }

  private SearchAnswer page(Optional<Cursor> after) throws QueryException {
    return engine.search(tenant, new SearchRequest(query, range, PAGE, after, SPANS_PER_TRACE));
  }

  private void take(SearchAnswer page) {
    isReadable &= page.coverage().complete();
    for (FoundTrace found : page.traces()) {
      reachedNanos = Math.min(reachedNanos, found.trace().startNanos());
      for (FoundTrace.Spanset set : found.spansets()) {
        errors += set.spans().size();
        set.spans().forEach(span -> taker.accept(failure(found, span)));
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
      if (!field.values().isEmpty()) {
        text(field.values().getLast())
            .ifPresent(text -> texts.put(TraceQl.print(field.reference()), text));
      }
    }
    String status = texts.getOrDefault(STATUS_MESSAGE, "");
    return new Failure(
        texts.getOrDefault(SERVICE, ""),
        texts.getOrDefault(VERSION, ""),
        span.name(),
        texts.getOrDefault(TYPE, texts.getOrDefault(OTHER_TYPE, "")),
        texts.getOrDefault(MESSAGE, status),
        texts.getOrDefault(STACK, ""),
        found.trace().traceId(),
        span.id(),
        span.startNanos());
  }

  /// Versions are numbers to some.
  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text(var text) -> Optional.of(text);
      case Value.Int(var number) -> Optional.of(Long.toString(number));
      case Value.Real(var number) -> Optional.of(Double.toString(number));
      case Value _ -> Optional.empty();
    };
  }
}
