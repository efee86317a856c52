package dev.clew.bench.scan;

import dev.clew.bench.load.Latencies;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.query.AttributeSearch;
import dev.clew.query.AttributeValues;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.QueryLimits;
import dev.clew.query.SearchRequest;
import dev.clew.query.SeriesRequest;
import dev.clew.query.Steps;
import dev.clew.query.traceql.Query;
import dev.clew.store.Block;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.StoreView;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Asks a query engine over a data folder the same queries again and again: first of a store that
/// was just opened and has nothing in memory, then of one that was asked before.
///
/// @param data which no server may have open
/// @param threads that answer one query
public record QueryRuns(Path data, int threads) {
  private static final int LIMIT = 20;
  private static final int SPANS_A_SET = 3;
  private static final int STEPS = 100;
  private static final int EXAMPLES = 100;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /// How often is asked.
  ///
  /// @param first answers of a store that was just opened, of which as many before do not count
  /// @param warmUp further answers of the last of them, that do not count
  /// @param again further answers that do
  public record Rounds(long first, long warmUp, long again) {}

  /// What the answers that count took.
  ///
  /// @param found traces, series or values of each
  /// @param spans how many are stored
  public record Result(Times first, Times again, long found, long spans) {}

  /// What some answers took.
  public record Times(Latencies.Snapshot latencies, double cpuMillisEach) {}

  /// Asks so often.
  public Result run(Asked asked, Rounds rounds) throws IOException {
    try {
      var first = new Stopwatch();
      for (long round = 1 - rounds.first(); round < rounds.first(); round++) {
        try (var opened = new Opened(data, threads)) {
          (round > 0 ? first : new Stopwatch()).time(() -> opened.answer(asked));
        }
      }
      try (var opened = new Opened(data, threads)) {
        first.time(() -> opened.answer(asked));
        for (long each = 0; each < rounds.warmUp(); each++) {
          opened.answer(asked);
        }
        var again = new Stopwatch();
        for (long each = 0; each < rounds.again(); each++) {
          again.time(() -> opened.answer(asked));
        }
        return new Result(first.times(), again.times(), first.found, opened.spans);
      }
    } catch (QueryException e) {
      throw new IOException("asking " + asked.title(), e);
    }
  }

  /// Owned by one thread.
  private static final class Stopwatch {
    private final Latencies latencies = new Latencies();
    private long cpuNanos;
    private long count;
    private long found;

    interface Work {
      long run() throws QueryException;
    }

    void time(Work work) throws QueryException {
      ThreadTimes before = ThreadTimes.now();
      long start = System.nanoTime();
      found = work.run();
      latencies.record(System.nanoTime() - start);
      cpuNanos += before.nanosUntilNow();
      count++;
    }

    Times times() {
      return new Times(latencies.snapshot(), cpuNanos / 1e6 / count);
    }
  }

  /// A store and its engine. Owned by one thread.
  private static final class Opened implements AutoCloseable {
    private final EmbeddedStore store;
    private final QueryEngine engine;
    private final TimeRange range;
    private final long spans;

    Opened(Path data, int threads) throws IOException {
      store =
          EmbeddedStore.open(
              StoreSettings.of(data),
              Disk.local(),
              StoreClock.of(InstantSource.system()),
              StoreListener.NONE);
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

    long answer(Asked asked) throws QueryException {
      return switch (asked.kind()) {
        case QUERY -> answer(asked.query(), Duration.ofNanos(length() / STEPS | 1), 0);
        case BY_TEN_SECONDS -> answer(asked.query(), tensOfSeconds(), 0);
        case WITH_EXAMPLES -> answer(asked.query(), tensOfSeconds(), EXAMPLES);
        case VALUES -> {
          var search = AttributeSearch.everything(LIMIT).in(range).startingWith(asked.prefix());
          yield engine
              .values(TenantId.DEFAULT, new AttributeValues(asked.attribute(), search))
              .values()
              .size();
        }
      };
    }

    private Duration tensOfSeconds() {
      return TEN_SECONDS.multipliedBy(Math.ceilDiv(length(), STEPS * TEN_SECONDS.toNanos()));
    }

    private long length() {
      return range.endNanos() - range.startNanos();
    }

    private long answer(Query query, Duration step, int examples) throws QueryException {
      if (query.root() instanceof Query.Root.Metrics) {
        var request =
            new SeriesRequest(
                query, Steps.aligned(range, step), SeriesRequest.USUAL_SERIES, examples);
        return engine.series(TenantId.DEFAULT, request).series().size();
      }
      var request = new SearchRequest(query, TimeRange.ALL, LIMIT, Optional.empty(), SPANS_A_SET);
      return engine.search(TenantId.DEFAULT, request).traces().size();
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
