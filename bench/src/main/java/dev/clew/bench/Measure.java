package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew generate measure`: measures how a server of its own takes spans in.
@Command(
    name = "measure",
    sortOptions = false,
    description =
        "Starts a server of its own on an empty folder and measures what it acknowledges at full"
            + " speed with the reference data set, how long it takes to start, empty and after"
            + " kill -9, and how many bytes it needs on disk. The generator shares the machine.")
final class Measure implements Callable<Integer> {
  private static final Map<String, String> AS_SHIPPED = Map.of();
  private static final Map<String, String> SEAL_SOON = Map.of("CLEW_STORE_SEAL_AGE", "1s");
  private static final String UNSEALED = "clew_head_spans";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  @Option(
      names = "--folder",
      description = "a folder on the disk to measure, for files that are deleted afterwards")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--protocol", description = "grpc or http; default: grpc")
  private Protocol protocol = Protocol.GRPC;

  @Option(names = "--encoding", description = "none, gzip or zstd; default: zstd")
  private Encoding encoding = Encoding.ZSTD;

  @Option(names = "--connections", description = "default: ${DEFAULT-VALUE}")
  private int connections = 8;

  @Option(names = "--batch", description = "spans in a request; default: ${DEFAULT-VALUE}")
  private int batch = 500;

  @Option(names = "--warm-up", description = "sending before it counts; default: 10s")
  private Duration warmUp = Duration.ofSeconds(10);

  @Option(names = "--duration", description = "sending that counts; default: 30s")
  private Duration duration = Duration.ofSeconds(30);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "clew-measure-");
    try {
      Path data = own.resolve("data");
      Totals totals = ingest(data);
      disk(data);
      return totals.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
    } finally {
      delete(own);
    }
  }

  /// Ends the server as a crash would.
  private Totals ingest(Path data) throws IOException, InterruptedException {
    Pool other = Pool.make(new Recipe(0, 20, 1_000, batch));
    Pool pool = Pool.make(new Recipe(1, 20, Recipe.MOST_TRACES, batch));
    out().println("data set: " + pool);
    long start = System.nanoTime();
    try (ServerProcess server = ServerProcess.launch(data, AS_SHIPPED).awaitReady()) {
      out().printf(Locale.ROOT, "start, empty: %.2f s%n", secondsSince(start));
      send(server, other, warmUp);
      Duration before = server.cpu();
      Duration ownBefore = ownCpu();
      Totals totals = send(server, pool, duration);
      out().println("ingest: " + totals);
      out()
          .printf(
              Locale.ROOT,
              "sent %.1f bytes a span; CPU a span: server %.2f µs, generator %.2f µs%n",
              totals.bytesPerSpan(),
              microsPerSpan(server.cpu().minus(before), totals),
              microsPerSpan(ownCpu().minus(ownBefore), totals));
      return totals;
    }
  }

  private Totals send(ServerProcess server, Pool pool, Duration time)
      throws IOException, InterruptedException {
    Plan plan =
        new Plan(
            protocol == Protocol.GRPC ? server.otlpGrpc() : server.otlpHttp(),
            protocol,
            encoding,
            Rate.MAX,
            Plan.NO_END,
            time,
            connections,
            Optional.empty());
    return Load.start(plan, pool, Clock.system()).await(_ -> {});
  }

  private void disk(Path data) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (ServerProcess server = ServerProcess.launch(data, SEAL_SOON).awaitReady()) {
      out()
          .printf(
              Locale.ROOT,
              "start after kill -9: %.2f s, %,.0f spans from the log%n",
              secondsSince(start),
              server.metric(UNSEALED));
      while (server.metric(UNSEALED) > 0) {
        if (server.waitFor(Duration.ofMillis(100))) {
          throw new IOException("the server must go on until all is sealed, has ended");
        }
      }
      double spans = server.metric("clew_stored_spans");
      double bytes = server.metric("clew_block_bytes");
      out()
          .printf(
              Locale.ROOT,
              "disk: %.1f bytes a span, %,.0f spans in %,.0f blocks%n",
              bytes / spans,
              spans,
              server.metric("clew_blocks"));
    }
  }

  private static double secondsSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static double microsPerSpan(Duration cpu, Totals totals) {
    return cpu.toNanos() / 1e3 / totals.ackedSpans();
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private PrintWriter out() {
    return requireNonNull(spec, "picocli sets it").commandLine().getOut();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}
