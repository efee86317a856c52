package dev.clew.analyze;

import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import dev.clew.query.Progress;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.SearchAnswer;
import dev.clew.query.SearchRequest;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayList;
import java.util.List;

/// Reads the traces that searches find, in turns, and keeps what could not be read.
///
/// Owned by one thread.
final class TraceReading {
  private final QueryEngine engine;
  private final TenantId tenant;
  private final List<String> reasons = new ArrayList<>();

  TraceReading(QueryEngine engine, TenantId tenant) {
    this.engine = engine;
    this.tenant = tenant;
  }

  /// Takes a trace of a search; says no when it wants no more.
  interface Taker {
    boolean take(int search, SpanTree trace);
  }

  /// Hands over the traces of the searches until somebody wants no more or time runs out: a trace
  /// of each search in turn, so that no search is read and another not.
  Coverage read(List<SearchRequest> searches, Taker taker) throws QueryException {
    var found = new ArrayList<SearchAnswer>();
    for (SearchRequest search : searches) {
      found.add(engine.search(tenant, search));
    }
    int all = found.stream().mapToInt(each -> each.traces().size()).sum();
    int done = 0;
    try {
      for (int at = 0; done < all; at++) {
        for (int search = 0; search < found.size(); search++) {
          if (at < found.get(search).traces().size()) {
            if (!take(taker, search, found.get(search).traces().get(at).trace().traceId())) {
              reasons.add(
                  "the first %d of %d traces have as many spans as are looked at"
                      .formatted(done, all));
              return coverage(found);
            }
            Progress.tell("traces", ++done, all);
          }
        }
      }
    } catch (QueryException e) {
      if (e.kind() != QueryException.Kind.DEADLINE) {
        throw e;
      }
      reasons.add("time ran out after %d of %d traces".formatted(done, all));
    }
    return coverage(found);
  }

  private boolean take(Taker taker, int search, TraceId id) throws QueryException {
    SpanBatch trace;
    try {
      trace = engine.trace(tenant, id);
    } catch (QueryException e) {
      if (e.kind() != QueryException.Kind.TOO_LARGE) {
        throw e;
      }
      reasons.add("trace %s is too large to be looked at".formatted(id));
      return true;
    }
    // It may have expired since it was found.
    return trace.size() == 0 || taker.take(search, SpanTree.of(trace));
  }

  private Coverage coverage(List<SearchAnswer> found) {
    List<Coverage> parts = found.stream().map(SearchAnswer::coverage).toList();
    var all = new ArrayList<String>();
    parts.forEach(part -> all.addAll(part.reasons()));
    all.addAll(reasons);
    return new Coverage(
        reasons.isEmpty() && parts.stream().allMatch(Coverage::complete),
        parts.stream().mapToInt(Coverage::scannedBlocks).sum(),
        parts.stream().mapToInt(Coverage::totalBlocks).sum(),
        parts.stream().mapToLong(Coverage::scannedSpans).sum(),
        all);
  }
}
