package dev.clew.bench.jmh;

import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.scan.RawScan;
import dev.clew.query.QueryException;
import dev.clew.store.block.BlockOrigin;
import dev.clew.store.block.BlockWriter;
import dev.clew.store.block.Counting;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.disk.Disk;
import dev.clew.store.head.Head;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Time a span of scanning a sealed block that is in memory.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets up before all else
public class ScanBenchmark {
  private final RawScan scan = new RawScan();
  private TemporaryFolder folder;
  private SealedBlock block;

  @Setup
  public void seal() throws IOException, MalformedException {
    Head head = new Head("head");
    for (SpanBatch batch : Requests.batches(Requests.BLOCK)) {
      head.append(batch);
    }
    folder = TemporaryFolder.of("scan");
    Path file = folder.path().resolve("block");
    var origin = new BlockOrigin("default", 1, 0);
    BlockWriter.write(Disk.local(), file, head.snapshot(), origin, Counting.first());
    block = SealedBlock.open(Disk.local(), file);
  }

  /// Service, duration and HTTP status.
  @Benchmark
  @OperationsPerInvocation(Requests.BLOCK)
  public long threePredicates() throws IOException, QueryException {
    return scan.count(List.of(block), RawScan.THREE_PREDICATES);
  }

  @Benchmark
  @OperationsPerInvocation(Requests.BLOCK)
  public long[] countByResource() throws IOException {
    return scan.countByResource(block);
  }

  @TearDown
  public void delete() throws IOException {
    block.close();
    folder.close();
  }
}
