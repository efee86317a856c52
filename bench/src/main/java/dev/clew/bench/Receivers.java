package dev.clew.bench;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.Subject;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.process.ZipkinProcess;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench receivers`: what a span costs in each protocol.
@Command(
    name = "receivers",
    sortOptions = false,
    description =
        "Sends the same spans in the words of each protocol, uncompressed, each to a server and an"
            + " empty folder of its own. With --peer zipkin the published Zipkin server takes those"
            + " of Zipkin's beside it. Over UDP nobody answers, so the rate is 20,000 spans/s there;"
            + " what the server counted is told.")
final class Receivers extends BenchCommand {
  private static final Column SERVER = new Column("server", "server", "%s");
  private static final Column PROTOCOL = new Column("protocol", "protocol", "%s");

  private static final int SERVICES = 20;
  private static final int TRACES = 1_000;
  private static final int CONNECTIONS = 4;
  private static final Rate UNANSWERED = Rate.parse("20000/s");
  private static final String TAKEN = "clew_spans_received_total{format=\"jaeger_compact\"}";
  private static final Map<String, String> JAEGER_PORTS =
      Map.of(
          "CLEW_PORTS_JAEGER_HTTP", "0",
          "CLEW_PORTS_JAEGER_GRPC", "0",
          "CLEW_PORTS_JAEGER_COMPACT", "0");

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--protocol", split = ",", description = "which; default: all")
  private List<Protocol> protocols = List.of(Protocol.values());

  @Option(
      names = "--peer",
      description = "zipkin: also the published Zipkin server, which keeps spans in its memory")
  private Optional<SubjectOptions.Peer> peer = Optional.empty();

  @Option(names = "--batch", description = "spans in a request; default: ${DEFAULT-VALUE}")
  private int batch = 100;

  @Option(
      names = "--warm-up",
      description = "sending before it counts, so that the server is compiled; default: 10s")
  private Duration warmUp = Duration.ofSeconds(10);

  @Option(names = "--duration", description = "sending that counts; default: 5s")
  private Duration duration = Duration.ofSeconds(5);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = servers.describe(new Report("receivers", Machine.now())).with("batch", batch);
    boolean isWhole = true;
    for (Protocol protocol : protocols) {
      isWhole &= measureClew(protocol, report);
      if (peer.isPresent() && protocol.isZipkin()) {
        isWhole &= measureZipkin(protocol, report);
      }
    }
    report.print(out());
    return isWhole ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private boolean measureClew(Protocol protocol, Report report)
      throws IOException, InterruptedException {
    try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "receivers");
        ServerProcess clew =
            servers.launch(own.path().resolve("data"), JAEGER_PORTS).awaitReady()) {
      return measure(clew, protocol, report);
    }
  }

  private boolean measureZipkin(Protocol protocol, Report report)
      throws IOException, InterruptedException {
    try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "receivers");
        ZipkinProcess zipkin =
            ZipkinProcess.launch(own.path(), servers.environment()).awaitReady()) {
      return measure(zipkin, protocol, report);
    }
  }

  /// How many spans it counted where nobody is answered.
  private static long taken(Subject subject) throws IOException, InterruptedException {
    return subject instanceof ServerProcess server ? (long) server.metric(TAKEN) : 0;
  }

  /// True when all was taken.
  private boolean measure(Subject subject, Protocol protocol, Report report)
      throws IOException, InterruptedException {
    String name = protocol.name().toLowerCase(Locale.ROOT);
    Pool pool = Pool.make(new Recipe(1, SERVICES, TRACES, batch));
    send(subject, protocol, pool, warmUp);
    long before = protocol.isUnanswered() ? taken(subject) : 0;
    try (Usage usage = Usage.of(subject.process())) {
      Totals totals = send(subject, protocol, pool, duration);
      if (protocol.isUnanswered()) {
        totals = totals.taken(taken(subject) - before);
      }
      Row row = new Row().put(SERVER, subject.name()).put(PROTOCOL, name);
      report.add(Figures.load(row, totals, usage));
      progress().tell(subject.name() + " " + name + ": " + totals);
      return protocol.isUnanswered() || totals.isWhole();
    }
  }

  private static Totals send(Subject subject, Protocol protocol, Pool pool, Duration atMost)
      throws IOException, InterruptedException {
    Rate rate = protocol.isUnanswered() ? UNANSWERED : Rate.MAX;
    Plan plan =
        new Plan(
            subject.endpoint(protocol),
            protocol,
            Encoding.IDENTITY,
            rate,
            Plan.NO_END,
            atMost,
            CONNECTIONS,
            Optional.empty());
    return Load.start(plan, pool, Clock.system()).await(_ -> {});
  }
}
