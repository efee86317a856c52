package dev.clew.bench.jmh;

import dev.clew.collect.CollectLimits;
import dev.clew.collect.CollectStats;
import dev.clew.collect.Collector;
import dev.clew.collect.Format;
import dev.clew.collect.Receipt;
import dev.clew.collect.RedactionAction;
import dev.clew.collect.RedactionRule;
import dev.clew.collect.RedactionSettings;
import dev.clew.model.TenantId;
import dev.clew.wire.Encoding;
import java.time.Duration;
import java.time.InstantSource;
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
import org.openjdk.jmh.annotations.Warmup;

/// Time a span of taking a request of 500 spans, without a store: reading, judging, and looking for
/// secrets or not.
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
public class RedactBenchmark {
  private static final int SPANS = 50_000;

  /// Many, since texts that come again are known.
  private final List<byte[]> requests = Requests.bodies(SPANS, Encoding.IDENTITY);

  private int next;

  @Param({"off", "usual"})
  private String redaction = "";

  @SuppressWarnings("NullAway.Init") // made before it is measured
  private Collector collector;

  @Setup
  public void make() {
    RedactionSettings settings = RedactionSettings.usual(new byte[16]);
    if (redaction.equals("off")) {
      for (RedactionRule rule : RedactionRule.values()) {
        settings = settings.with(rule, RedactionAction.OFF);
      }
    }
    var limits = new CollectLimits(1 << 24, Duration.ofDays(36_500), CollectLimits.DEFAULT.spans());
    collector =
        new Collector(
            (_, spans) -> new Receipt.Stored(spans.spans().size()),
            limits,
            settings,
            new CollectStats(),
            InstantSource.system());
  }

  @Benchmark
  @OperationsPerInvocation(Requests.BATCH)
  public Receipt receive() {
    next = (next + 1) % requests.size();
    return collector.receive(
        TenantId.DEFAULT, requests.get(next), Encoding.IDENTITY, Format.OTLP_PROTOBUF);
  }
}
