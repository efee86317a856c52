package dev.clew.bench.jmh;

import dev.clew.wire.Compression;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import dev.clew.wire.TooLargeException;
import dev.clew.wire.proto.MalformedException;
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
import org.openjdk.jmh.annotations.Warmup;

/// Time a span of inflating a request of 500 spans.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
public class InflateBenchmark {
  @Param({"GZIP", "ZSTD"})
  private Encoding encoding = Encoding.ZSTD;

  private byte[] body = {};

  @Setup
  public void compress() {
    body = Compression.compress(Requests.first(), encoding);
  }

  @Benchmark
  @OperationsPerInvocation(Requests.BATCH)
  public byte[] inflate() throws MalformedException, TooLargeException {
    return Inflation.inflate(body, encoding, Requests.LARGEST);
  }
}
