package dev.clew.bench;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.fill.Content;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.load.Totals;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench growth`: what spans cost when few and when many are stored.
@Command(
    name = "growth",
    sortOptions = false,
    description =
        "Fills one store further and further. At each size the last spans are counted, with the"
            + " sealing of all that waits and the compaction that this makes due, and traces are"
            + " fetched by id from all of it. The last two columns compare with the first size:"
            + " 1.00 is as good. Blocks are compacted without delay unless --set says otherwise:"
            + " CLEW_STORE_COMPACT_QUIET=1d measures with small blocks alone.")
final class Growth extends BenchCommand {
  private static final Column STORED = new Column("stored", "storedSpans", "%,.0f");
  private static final Column INGEST = new Column("CPU s/M", "cpuSecondsPerMillionSpans", "%.2f");
  private static final Column SPEED = new Column("spans/s", "spansPerSecond", "%,.0f");
  private static final Column BLOCKS = new Column("blocks", "blocks", "%,.0f");
  private static final Column LOOKUP = new Column("lookup CPU ms", "lookupCpuMillis", "%.3f");
  private static final Column INGEST_RATIO = new Column("ingest x", "ingestRatio", "%.2f");
  private static final Column LOOKUP_RATIO = new Column("lookup x", "lookupRatio", "%.2f");
  private static final int BATCH = 500;

  /// What earlier spans have left to do must be done before others are counted.
  private static final Map<String, String> AT_ONCE = Map.of("CLEW_STORE_COMPACT_QUIET", "0s");

  private final SplittableRandom random = new SplittableRandom(17);
  private final List<Content> contents = new ArrayList<>();
  private long stored;
  private double firstIngest = Double.NaN;
  private double firstLookup = Double.NaN;

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(
      names = "--at",
      split = ",",
      description = "numbers of stored spans to measure at, ascending; default: 10M,100M")
  private List<Count> sizes = List.of(Count.parse("10M"), Count.parse("100M"));

  @Option(names = "--counted", description = "of the spans of each size, the last; default: 4M")
  private Count counted = Count.parse("4M");

  @Option(names = "--count", description = "of traces at each size; default: 5k")
  private Count count = Count.parse("5k");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = servers.describe(new Report("growth", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "growth");
        ServerProcess server = servers.launch(own.path().resolve("data"), AT_ONCE).awaitReady()) {
      for (Count size : sizes) {
        fill(server, size.value() - counted.value() - stored);
        report.add(measure(server));
      }
    }
    report.print(out());
    return ExitCode.OK;
  }

  private void fill(ServerProcess server, long spans) throws IOException, InterruptedException {
    if (spans > 0) {
      send(server, spans);
    }
    server.awaitCompacted();
  }

  /// Each time with another seed, so that no span is sent twice.
  private Totals send(ServerProcess server, long spans) throws IOException, InterruptedException {
    Content content = Content.of(contents.size(), spans, BATCH);
    Totals totals = FilledFolder.fill(server, content, progress().of("filling"));
    contents.add(content);
    stored += content.spans();
    return totals;
  }

  private Row measure(ServerProcess server) throws IOException, InterruptedException {
    Row row = new Row();
    double ingest;
    try (Usage usage = Usage.of(server.process());
        Usage own = Usage.of(Optional.of(ProcessHandle.current()))) {
      Totals totals = send(server, counted.value());
      double generator = own.cpuSeconds() * 1e6 / totals.ackedSpans();
      server.awaitCompacted();
      ingest = usage.cpuSeconds() * 1e6 / totals.ackedSpans();
      row.put(STORED, stored)
          .put(BLOCKS, server.metric("clew_blocks"))
          .put(INGEST, ingest)
          .put(Figures.GENERATOR, generator)
          .put(SPEED, totals.spansPerSecond());
      Figures.memory(row, usage);
    }
    double lookup = lookUp(server, row);
    if (Double.isNaN(firstIngest)) {
      firstIngest = ingest;
      firstLookup = lookup;
    }
    return row.put(INGEST_RATIO, ingest / firstIngest).put(LOOKUP_RATIO, lookup / firstLookup);
  }

  /// The CPU milliseconds of one.
  private double lookUp(ServerProcess server, Row row) throws IOException {
    try (Connection connection = new Connection(server.page())) {
      new Interview(connection, () -> Questions.trace(anyTrace()), 200).ask(count.value(), _ -> {});
      try (Usage usage = Usage.of(server.process())) {
        var interview = new Interview(connection, () -> Questions.trace(anyTrace()), 200);
        interview.ask(count.value(), _ -> {});
        double cpu = usage.cpuSeconds() * 1e3 / interview.answers();
        row.put(LOOKUP, cpu);
        Figures.latencies(row, interview.latencies());
        return cpu;
      }
    }
  }

  private TraceId anyTrace() {
    long span = random.nextLong(stored);
    int at = 0;
    while (span >= contents.get(at).spans()) {
      span -= contents.get(at++).spans();
    }
    return contents.get(at).anyTrace(random);
  }
}
