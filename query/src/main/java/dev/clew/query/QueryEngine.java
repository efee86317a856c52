package dev.clew.query;

import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.discover.Discovery;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.run.Listing;
import dev.clew.query.run.Scatter;
import dev.clew.query.run.SpansetSearch;
import dev.clew.query.run.TraceTests;
import dev.clew.query.run.Watch;
import dev.clew.query.series.SeriesQuery;
import dev.clew.query.totals.TotalsQuery;
import dev.clew.query.traceql.Pipeline;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import dev.clew.store.SpanStore;
import dev.clew.store.StoreView;
import dev.clew.store.TraceParts;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Answers queries about the spans of a store, of one tenant each. Any thread may ask, and waits
/// for its answer; interrupt it to cancel the query.
///
/// Every query ends by the bound [Deadline] or the limit's timeout, whichever comes first. All
/// queries together scan no more blocks at once than the limits allow; a query too many is refused.
/// Traces by id have as many places of their own.
public final class QueryEngine {
  /// What a trace may have that is answered all at once: of a heap of 1 GiB 64 MiB. It stands in
  /// memory several times over on its way to a client.
  private static final long MAX_TRACE_BYTES =
      Math.max(4 << 20, Runtime.getRuntime().maxMemory() / 16);

  private final SpanStore store;
  private final QueryLimits limits;
  private final InstantSource clock;
  private final Scatter scatter;
  private final Semaphore pending;

  // A trace by its id waits for no scan.
  private final Scatter lookups;
  private final Semaphore pendingLookups;

  public QueryEngine(SpanStore store, QueryLimits limits, InstantSource clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    scatter = new Scatter(limits.maxConcurrent());
    pending = new Semaphore(limits.maxPending());
    lookups = new Scatter(limits.maxConcurrent());
    pendingLookups = new Semaphore(limits.maxPending());
  }

  /// The first traces that a query leaves spans of, in its order. A page is never larger than the
  /// limits allow, whatever was asked for.
  public SearchAnswer search(TenantId tenant, SearchRequest request) throws QueryException {
    SearchRequest bounded = request.upTo(limits.maxLimit());
    return answer(watch -> {
      try (StoreView view = store.view(tenant, TimeRange.ALL)) {
        return new SpansetSearch(view, bounded, limits.maxBytes(), scatter, watch).run();
      }
    });
  }

  /// Which spans of some traces each of several pipelines leaves, wherever they start: the traces
  /// of a search, judged whole.
  public TestedTraces test(TenantId tenant, List<TraceId> traces, List<Pipeline> tests)
      throws QueryException {
    return answer(watch -> {
      try (StoreView view = store.view(tenant, TimeRange.ALL)) {
        return new TraceTests(view, tests, limits.maxBytes()).run(traces, scatter, watch);
      }
    });
  }

  /// The numbers over time that a query asks for.
  public SeriesAnswer series(TenantId tenant, SeriesRequest request) throws QueryException {
    return answer(watch -> {
      try (StoreView view = store.view(tenant, TimeRange.ALL)) {
        return SeriesQuery.answer(view, request, limits.maxBytes(), scatter, watch);
      }
    });
  }

  /// The number of each group of spans that a query asks for.
  public TotalsAnswer totals(TenantId tenant, TotalsRequest request) throws QueryException {
    return answer(watch -> {
      try (StoreView view = store.view(tenant, TimeRange.ALL)) {
        return TotalsQuery.answer(view, request, limits.maxBytes(), scatter, watch);
      }
    });
  }

  /// What spans have values of, see [AttributeSearch].
  public AttributeKeysAnswer attributes(TenantId tenant, AttributeKeys asked)
      throws QueryException {
    return answer(watch -> {
      try (StoreView view = store.view(tenant, TimeRange.ALL)) {
        return new Discovery(view, asked.search(), limits.maxBytes(), scatter, watch)
            .keys(asked.scope());
      }
    });
  }

  /// The values that spans have, see [AttributeSearch].
  public AttributeValuesAnswer values(TenantId tenant, AttributeValues asked)
      throws QueryException {
    return answer(watch -> {
      try (StoreView view = store.view(tenant, TimeRange.ALL)) {
        return new Discovery(view, asked.search(), limits.maxBytes(), scatter, watch)
            .values(asked.reference());
      }
    });
  }

  /// The services with a name that have a span which starts in the range, sorted, as far as the
  /// store can be read.
  public List<String> services(TenantId tenant, TimeRange range) throws QueryException {
    return answer(watch -> {
      try (StoreView view = store.view(tenant, range)) {
        return new Listing(view, SpanTest.EVERY, range, scatter, watch).services();
      }
    });
  }

  /// What a service's spans that start in the range are called, by name, then by kind, as far as
  /// the store can be read.
  public List<Operation> operations(TenantId tenant, String service, TimeRange range)
      throws QueryException {
    SpanTest isOfService = SpanTests.atLeast(Filters.service(service));
    return answer(watch -> {
      try (StoreView view = store.view(tenant, range)) {
        return new Listing(view, isOfService, range, scatter, watch).operations();
      }
    });
  }

  /// All spans of a trace, each once, in no particular order; an empty batch for a trace that is
  /// not stored.
  public SpanBatch trace(TenantId tenant, TraceId trace) throws QueryException {
    return fetched(trace, parts -> store.fetch(tenant, trace, parts));
  }

  /// The same, but each piece of a span that came in pieces, see [SpanStore#fetchPieces].
  public SpanBatch pieces(TenantId tenant, TraceId trace) throws QueryException {
    return fetched(trace, parts -> store.fetchPieces(tenant, trace, parts));
  }

  /// Reads a trace from the store.
  private interface Fetch {
    void run(TraceParts parts) throws IOException;
  }

  private SpanBatch fetched(TraceId trace, Fetch fetch) throws QueryException {
    return gathered(trace, fetch, new WholeTrace(trace, MAX_TRACE_BYTES));
  }

  /// What somebody makes of all spans of a trace, each once, in no particular order.
  public <T> T gather(TenantId tenant, TraceId trace, TraceGathering<T> gathering)
      throws QueryException {
    return gathered(trace, parts -> store.fetch(tenant, trace, parts), gathering);
  }

  private <T> T gathered(TraceId trace, Fetch fetch, TraceGathering<T> gathering)
      throws QueryException {
    return answer(
        pendingLookups,
        watch -> {
          var made = new ArrayList<T>(1);
          lookups.inOrder(
              1,
              watch,
              (_, _) -> {
                fetch(trace, fetch, gathering);
                return gathering.made();
              },
              made::add);
          return made.getFirst();
        });
  }

  /// Hands over all spans of a trace, each once, in parts and in no particular order: no trace is
  /// too large for that.
  ///
  /// @throws IOException when the parts cannot be taken
  public void trace(TenantId tenant, TraceId trace, TraceParts parts)
      throws QueryException, IOException {
    try {
      answer(
          pendingLookups,
          watch -> {
            fetch(trace, each -> store.fetch(tenant, trace, each), handedOver(parts));
            return trace;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Tells what is the matter with who takes the parts from what is the matter with the store.
  private static TraceParts handedOver(TraceParts parts) {
    return part -> {
      try {
        parts.take(part);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /// How many calls between services there were, see [SpanStore#countCalls].
  public Counts<CallSeries> calls(TenantId tenant, TimeRange range, Duration step)
      throws QueryException {
    return answer(watch -> {
      var counted = new ArrayList<Counts<CallSeries>>(1);
      scatter.inOrder(1, watch, (_, _) -> countCalls(tenant, range, step), counted::add);
      return counted.getFirst();
    });
  }

  /// How many spans there were, see [SpanStore#countSpans].
  public Counts<SpanSeries> spanCounts(TenantId tenant, TimeRange range, Duration step)
      throws QueryException {
    return answer(watch -> {
      var counted = new ArrayList<Counts<SpanSeries>>(1);
      scatter.inOrder(1, watch, (_, _) -> countSpans(tenant, range, step), counted::add);
      return counted.getFirst();
    });
  }

  private Counts<SpanSeries> countSpans(TenantId tenant, TimeRange range, Duration step)
      throws QueryException {
    try {
      return store.countSpans(tenant, range, step);
    } catch (IOException e) {
      throw new QueryException("counting spans", e);
    }
  }

  private Counts<CallSeries> countCalls(TenantId tenant, TimeRange range, Duration step)
      throws QueryException {
    try {
      return store.countCalls(tenant, range, step);
    } catch (IOException e) {
      throw new QueryException("counting calls", e);
    }
  }

  private static void fetch(TraceId trace, Fetch fetch, TraceParts parts) throws QueryException {
    try {
      fetch.run(parts);
    } catch (IOException e) {
      throw new QueryException("fetching trace " + trace, e);
    }
  }

  private interface Query<T> {
    T run(Watch watch) throws QueryException;
  }

  private <T> T answer(Query<T> query) throws QueryException {
    return answer(pending, query);
  }

  private <T> T answer(Semaphore places, Query<T> query) throws QueryException {
    if (!places.tryAcquire()) {
      throw new QueryException(
          Kind.SATURATED,
          "at most " + limits.maxPending() + " queries are under way at once; try again");
    }
    try {
      var watch = new Watch(Deadline.soonest(limits.timeout(), clock.instant()), clock);
      watch.check();
      return query.run(watch);
    } finally {
      places.release();
    }
  }
}
