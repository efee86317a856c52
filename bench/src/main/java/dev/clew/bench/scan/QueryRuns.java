package dev.clew.bench.scan;

import com.sun.management.OperatingSystemMXBean;
import dev.clew.bench.load.Latencies;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.QueryLimits;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import dev.clew.store.Block;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.StoreView;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks a query engine over a data folder the same queries again and again. Owned by one thread.
public final class QueryRuns implements AutoCloseable {
  private static final int LIMIT = 20;
  private static final int SPANS_A_SET = 3;
  private static final int STEPS = 100;

  private final EmbeddedStore store;
  private final QueryEngine engine;
  private final TimeRange range;
  private final long spans;

  private QueryRuns(EmbeddedStore store, int threads) {
    this.store = store;
    engine =
        new QueryEngine(
            store,
            new QueryLimits(Duration.ofMinutes(10), threads, 1, LIMIT, 1L << 30),
            InstantSource.system());
    try (StoreView view = store.view(TenantId.DEFAULT, TimeRange.ALL)) {
      spans = view.blocks().stream().mapToLong(Block::rowCount).sum();
      long first = view.blocks().stream().mapToLong(Block::minStartNanos).min().orElse(0);
      long last = view.blocks().stream().mapToLong(Block::maxStartNanos).max().orElse(1);
      range = new TimeRange(first, last + 1);
    }
  }

  /// Opens the folder, which no server may have open.
  public static QueryRuns over(Path data, int threads) throws IOException {
    return new QueryRuns(
        EmbeddedStore.open(
            StoreSettings.of(data),
            Disk.local(),
            StoreClock.of(InstantSource.system()),
            StoreListener.NONE),
        threads);
  }

  /// What is asked, of everything that is stored.
  public enum Asked {
    SERVICE_AND_ERROR("{ resource.service.name = \"checkout\" && status = error }"),
    RARE_ATTRIBUTE("{ span.url.path = \"/api/none/1\" }"),
    REQUEST_ID("{ span.http.request.header.x-request-id = \"none\" }"),
    REGEX("{ span.url.path =~ \"/api/[a-f]+/.*77\" }"),
    REGEX_NONE("{ span.http.request.header.x-request-id =~ \"none.*\" }"),
    SLOWEST("{ } order by duration desc"),
    SLOWEST_ERRORS("{ status = error } order by duration desc"),
    DESCENDANT("{ kind = server } >> { status = error }"),
    DESCENDANT_NONE("{ status = error } >> { duration > 1h || kind = server && status = ok }"),
    COUNT("{ status = error } | count() > 50"),
    RATE("{ } | rate() by (resource.service.name)"),
    QUANTILE("{ } | quantile_over_time(duration, .99)"),
    RATE_OF_ERRORS("{ status = error } | rate() by (name)");

    private final String text;

    Asked(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /// Those whose text contains another.
    public static List<Asked> containing(String part) {
      return Stream.of(values()).filter(each -> each.text.contains(part)).toList();
    }

    private Query query() {
      return switch (TraceQl.parse(text)) {
        case Parsed.Valid(var query) -> query;
        case Parsed.Invalid(var error) -> throw new IllegalStateException(error.toString());
      };
    }
  }

  /// What the answers that count took.
  ///
  /// @param found traces or series of each
  public record Result(Latencies.Snapshot latencies, double cpuMillisEach, long found) {}

  /// How many spans are stored.
  public long spans() {
    return spans;
  }

  /// Asks so often.
  ///
  /// @param warmUp answers before them that do not count
  public Result run(Asked asked, long warmUp, long count) throws IOException {
    Query query = asked.query();
    try {
      for (long each = 0; each < warmUp; each++) {
        answer(query);
      }
      var latencies = new Latencies();
      long found = 0;
      long cpuBefore = cpuNanos();
      for (long each = 0; each < count; each++) {
        long start = System.nanoTime();
        found = answer(query);
        latencies.record(System.nanoTime() - start);
      }
      return new Result(latencies.snapshot(), (cpuNanos() - cpuBefore) / 1e6 / count, found);
    } catch (QueryException e) {
      throw new IOException("asking " + asked.text(), e);
    }
  }

  private long answer(Query query) throws QueryException {
    if (query.root() instanceof Query.Root.Metrics) {
      Duration step =
          Duration.ofNanos(Math.max(1, (range.endNanos() - range.startNanos()) / STEPS));
      var request =
          new SeriesRequest(query, Steps.aligned(range, step), SeriesRequest.USUAL_SERIES, 0);
      return engine.series(TenantId.DEFAULT, request).series().size();
    }
    var request = new SearchRequest(query, TimeRange.ALL, LIMIT, Optional.empty(), SPANS_A_SET);
    return engine.search(TenantId.DEFAULT, request).traces().size();
  }

  /// Of all threads of this process.
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
