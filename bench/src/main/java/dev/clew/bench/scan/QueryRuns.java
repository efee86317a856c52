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

/// Asks a query engine over a data folder the same queries again and again: once before anything of
/// them is compiled, then of stores that were just opened and have nothing in memory, then of one
/// that was asked before.
///
/// @param data which no server may have open
/// @param threads that answer one query
public record QueryRuns(Path data, int threads) {
  private static final int LIMIT = 20;
  private static final int SPANS_A_SET = 3;
  private static final int STEPS = 100;
  private static final int EXAMPLES = 100;
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final long LONGEST_WARM_UP_NANOS = Duration.ofSeconds(2).toNanos();

  /// How often is asked.
  ///
  /// @param warmUp answers that do not count, before those that do; fewer where they take long
  /// @param first answers of stores that were just opened
  /// @param again further answers of the last of them
  public record Rounds(long warmUp, long first, long again) {}

  /// What the answers that count took.
  ///
  /// @param cold the very first answer
  /// @param found traces, series or values of each
  /// @param spans how many are stored
  public record Result(Times cold, Times first, Times again, long found, long spans) {}

  /// What some answers took.
  public record Times(Latencies.Snapshot latencies, double cpuMillisEach) {}

  /// Asks so often.
  public Result run(Asked asked, Rounds rounds) throws IOException {
    try {
      var cold = new Stopwatch();
      askFirst(asked, cold);
      long end = System.nanoTime() + LONGEST_WARM_UP_NANOS;
      for (long each = 0; each < rounds.warmUp() && System.nanoTime() < end; each++) {
        askFirst(asked, new Stopwatch());
      }
      var first = new Stopwatch();
      for (long each = 1; each < rounds.first(); each++) {
        askFirst(asked, first);
      }
      try (var opened = new Opened(data, threads)) {
        first.time(() -> opened.answer(asked));
        Times again = askAgain(opened, asked, rounds);
        return new Result(cold.times(), first.times(), again, first.found, opened.spans);
      }
    } catch (QueryException e) {
      throw new IOException("asking " + asked.title(), e);
    }
  }

  private void askFirst(Asked asked, Stopwatch watch) throws IOException, QueryException {
    try (var opened = new Opened(data, threads)) {
      watch.time(() -> opened.answer(asked));
    }
  }

  private static Times askAgain(Opened opened, Asked asked, Rounds rounds) throws QueryException {
    long end = System.nanoTime() + LONGEST_WARM_UP_NANOS;
    for (long each = 0; each < rounds.warmUp() && System.nanoTime() < end; each++) {
      opened.answer(asked);
    }
    var again = new Stopwatch();
    for (long each = 0; each < rounds.again(); each++) {
      again.time(() -> opened.answer(asked));
    }
    return again.times();
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
