package dev.clew.bench.jmh;

import dev.clew.store.head.Head;
import dev.clew.wire.otlp.SpanBatch;
import dev.clew.wire.proto.MalformedException;
import java.util.List;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/// Time a span of filling a head with as many spans as make a block, read beforehand.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets up before all else
public class HeadBenchmark {
  private List<SpanBatch> batches;

  @Setup
  public void read() throws MalformedException {
    batches = Requests.batches(Requests.BLOCK);
  }

  /// What a full head takes.
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Memory {
    public double bytesPerSpan;
  }

  @Benchmark
  @OperationsPerInvocation(Requests.BLOCK)
  public Head append(Memory memory, BenchmarkParams params) {
    Head head = new Head("head");
    batches.forEach(head::append);
    int iterations = params.getMeasurement().getCount(); // JMH adds them up
    memory.bytesPerSpan = (double) head.bytes() / head.rowCount() / iterations;
    return head;
  }
}
