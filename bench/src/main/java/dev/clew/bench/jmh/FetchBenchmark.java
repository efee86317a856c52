package dev.clew.bench.jmh;

import dev.clew.bench.data.Recipe;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.model.TenantId;
import dev.clew.model.TraceId;
import dev.clew.store.EmbeddedStore;
import dev.clew.store.StoreClock;
import dev.clew.store.StoreListener;
import dev.clew.store.StoreSettings;
import dev.clew.store.SyncMode;
import dev.clew.store.disk.Disk;
import dev.clew.wire.Encoding;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.otlp.SpanRequest;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Time of fetching a random trace of a store of many blocks.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets up before all else
public class FetchBenchmark {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final int BLOCK_SPANS = 20_000;

  /// Few traces at a time, so that most lie in one block or two, as they do in full blocks.
  private static final Recipe RECIPE = new Recipe(1, 20, 300, Requests.BATCH);

  @Param("40")
  private int blocks = 1;

  private final SplittableRandom random = new SplittableRandom(1);
  private TemporaryFolder folder;
  private EmbeddedStore store;
  private final List<TraceId> known = new ArrayList<>();

  @Setup
  public void fill() throws IOException, MalformedException, TooLargeException {
    folder = TemporaryFolder.of("fetch");
    StoreSettings settings =
        StoreSettings.of(folder.path().resolve("data"))
            .withSyncMode(SyncMode.OFF)
            .withHeads(1L << 30, BLOCK_SPANS, Duration.ofSeconds(1));
    store =
        EmbeddedStore.open(
            settings, Disk.local(), StoreClock.of(InstantSource.system()), StoreListener.NONE);
    append();
    while (store.status().headSpans() > 0) {
      Thread.onSpinWait();
    }
  }

  private void append() throws MalformedException, TooLargeException {
    for (byte[] body : Requests.bodies(RECIPE, blocks * BLOCK_SPANS, Encoding.IDENTITY)) {
      SpanRequest request = Requests.read(body, Encoding.IDENTITY);
      store.append(TENANT, request);
      var spans = request.spans().spans();
      known.add(new TraceId(spans.traceIdHigh(0), spans.traceIdLow(0)));
    }
  }

  @Benchmark
  public SpanBatch fetch() throws IOException {
    return store.fetch(TENANT, known.get(random.nextInt(known.size())));
  }

  @Benchmark
  public SpanBatch miss() throws IOException {
    return store.fetch(TENANT, new TraceId(random.nextLong() | 1, random.nextLong()));
  }

  @TearDown
  public void delete() throws IOException {
    store.close();
    folder.close();
  }
}
