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
import java.util.HashMap;
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
            + " of Zipkin's beside it, and both are filled to see what a stored span takes of their"
            + " memory. Over UDP nobody answers, so the rate is 20,000 spans/s there;"
            + " what the server counted is told.")
final class Receivers extends BenchCommand {
  private static final Column SERVER = new Column("server", "server", "%s");
  private static final Column PROTOCOL = new Column("protocol", "protocol", "%s");
  private static final Column STORED = new Column("stored", "storedSpans", "%,.0f");
  private static final Column EMPTY = new Column("empty MB", "emptyMegabytes", "%.0f");
  private static final Column FULL = new Column("full MB", "fullMegabytes", "%.0f");
  private static final Column EACH = new Column("own B/span", "ownBytesPerSpan", "%.0f");

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

  @Option(
      names = "--stored",
      description =
          "with --peer: spans to keep, whose memory is told; 0 for none; default: ${DEFAULT-VALUE}")
  private long stored = 1_000_000;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = servers.describe(new Report("receivers", Machine.now())).with("batch", batch);
    boolean isWhole = true;
    for (Protocol protocol : protocols) {
      isWhole &= withClew(clew -> measure(clew, protocol, report));
      if (peer.isPresent() && protocol.isZipkin()) {
        isWhole &= withZipkin(Map.of(), zipkin -> measure(zipkin, protocol, report));
      }
    }
    report.print(out());
    return isWhole && isFilled() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// True when both servers took what they were to keep, or nothing was asked.
  private boolean isFilled() throws IOException, InterruptedException {
    if (peer.isEmpty() || stored == 0) {
      return true;
    }
    Report report =
        servers.describe(new Report("stored", Machine.now())).with("protocol", "zipkin_json");
    Map<String, String> room = Map.of("MEM_MAX_SPANS", Long.toString(2 * stored));
    boolean isFilled = withClew(clew -> fill(clew, report));
    isFilled &= withZipkin(room, zipkin -> fill(zipkin, report));
    report.print(out());
    return isFilled;
  }

  /// Does something with a server.
  private interface Work {
    boolean with(Subject subject) throws IOException, InterruptedException;
  }

  private boolean withClew(Work work) throws IOException, InterruptedException {
    try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "receivers");
        ServerProcess clew =
            servers.launch(own.path().resolve("data"), JAEGER_PORTS).awaitReady()) {
      return work.with(clew);
    }
  }

  private boolean withZipkin(Map<String, String> more, Work work)
      throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(servers.environment());
    settings.putAll(more);
    try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "receivers");
        ZipkinProcess zipkin = ZipkinProcess.launch(own.path(), settings).awaitReady()) {
      return work.with(zipkin);
    }
  }

  /// What the spans that a server keeps take of its memory, garbage left out; true when it took
  /// all.
  private boolean fill(Subject subject, Report report) throws IOException, InterruptedException {
    ProcessHandle jvm = subject.process().orElseThrow();
    Pool pool = Pool.make(new Recipe(1, SERVICES, TRACES, batch));
    double empty = Usage.ownMegabytesWithoutGarbage(jvm);
    Plan plan = plan(subject, Protocol.ZIPKIN_JSON, rounds(pool), Duration.ofHours(1));
    Totals totals = Load.start(plan, pool, Clock.system()).await(subject, progress().of("filling"));
    double full = Usage.ownMegabytesWithoutGarbage(jvm);
    double spans = totals.ackedSpans();
    report.add(
        new Row()
            .put(SERVER, subject.name())
            .put(STORED, spans)
            .put(EMPTY, empty)
            .put(FULL, full)
            .put(EACH, (full - empty) * 1e6 / spans));
    return totals.isWhole();
  }

  private long rounds(Pool pool) {
    return Math.max(1, Math.ceilDiv(stored, pool.spans()));
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
    Plan plan = plan(subject, protocol, Plan.NO_END, atMost);
    return Load.start(plan, pool, Clock.system()).await(subject, _ -> {});
  }

  private static Plan plan(Subject subject, Protocol protocol, long rounds, Duration atMost)
      throws IOException {
    return new Plan(
        subject.endpoint(protocol),
        protocol,
        Encoding.IDENTITY,
        protocol.isUnanswered() ? UNANSWERED : Rate.MAX,
        rounds,
        atMost,
        CONNECTIONS,
        Optional.empty());
  }
}
