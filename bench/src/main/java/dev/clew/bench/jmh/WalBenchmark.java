package dev.clew.bench.jmh;

import dev.clew.bench.process.TemporaryFolder;
import dev.clew.store.SyncMode;
import dev.clew.store.disk.Disk;
import dev.clew.store.wal.WalSettings;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Time a span of appending requests of 500 spans to the log, so many on their way at a time as
/// fill a sync.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets up before all else
public class WalBenchmark {
  private static final int ON_THEIR_WAY = 64;
  private static final String TENANT = "default";

  @Param({"OFF", "GROUP"})
  private SyncMode sync = SyncMode.OFF;

  private final byte[] body = Compression.compress(Requests.first(), Encoding.ZSTD);
  private WriteAheadLog log;
  private TemporaryFolder folder;

  @Setup
  public void open() throws IOException {
    folder = TemporaryFolder.of("wal");
    var settings =
        new WalSettings(folder.path(), sync, 64 << 20, Duration.ofMillis(5), Duration.ofSeconds(1));
    log = WriteAheadLog.open(Disk.local(), settings, 0, (_, _) -> {}, _ -> {});
  }

  @Benchmark
  @OperationsPerInvocation(ON_THEIR_WAY * Requests.BATCH)
  public void append() throws IOException {
    List<WriteAheadLog.Ticket> tickets = new ArrayList<>();
    for (int request = 0; request < ON_THEIR_WAY; request++) {
      tickets.add(log.append(TENANT, Encoding.ZSTD, body));
    }
    for (WriteAheadLog.Ticket ticket : tickets) {
      ticket.durable().join();
    }
    log.release(TENANT, tickets.getLast().sequence());
  }

  @TearDown
  public void close() throws IOException {
    log.close();
    folder.close();
  }
}
