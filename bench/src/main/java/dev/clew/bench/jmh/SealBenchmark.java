package dev.clew.bench.jmh;

import dev.clew.bench.process.TemporaryFolder;
import dev.clew.store.block.BlockOrigin;
import dev.clew.store.block.BlockWriter;
import dev.clew.store.block.Counting;
import dev.clew.store.disk.Disk;
import dev.clew.store.head.Head;
import dev.clew.wire.proto.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/// Time a span of sealing a full head into a file, its sync included.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets up before all else
public class SealBenchmark {
  private final Head head = new Head("head");
  private TemporaryFolder folder;

  @Setup
  public void fill() throws IOException, MalformedException {
    folder = TemporaryFolder.of("seal");
    Requests.batches(Requests.BLOCK).forEach(head::append);
  }

  /// What the block takes.
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Size {
    public double bytesPerSpan;
  }

  @Benchmark
  @OperationsPerInvocation(Requests.BLOCK)
  public void seal(Size size, BenchmarkParams params) throws IOException {
    Path file = folder.path().resolve("block");
    var origin = new BlockOrigin("default", 1, 0);
    BlockWriter.write(Disk.local(), file, head.snapshot(), origin, Counting.first());
    int iterations = params.getMeasurement().getCount(); // JMH adds them up
    size.bytesPerSpan = (double) Files.size(file) / head.rowCount() / iterations;
  }

  @TearDown
  public void delete() {
    folder.close();
  }
}
