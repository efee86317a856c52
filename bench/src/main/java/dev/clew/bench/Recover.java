package dev.clew.bench;

import dev.clew.bench.fill.FilledLog;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench recover`: how long a start takes that has a long log to read.
@Command(
    name = "recover",
    sortOptions = false,
    description =
        "Starts a server on an empty folder and kills it with signal 9, gives it a log of so many"
            + " bytes as the store writes it, and starts it again."
            + " Ready means that all doors are open and every span can be found.")
final class Recover extends BenchCommand {
  private static final Column WHAT = new Column("start", "start", "%s");
  private static final Column ENCODING = new Column("encoding", "encoding", "%s");
  private static final Column LOG = new Column("log MB", "logMegabytes", "%.1f");
  private static final Column SPANS = new Column("spans", "spans", "%,.0f");
  private static final Column READY = new Column("ready s", "readySeconds", "%.2f");
  private static final Column SPEED = new Column("spans/s", "spansPerSecond", "%,.0f");
  private static final Column CPU = new Column("CPU s", "cpuSeconds", "%.2f");

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--log-bytes", description = "of requests in the log, such as 100M; default: 1G")
  private Count bytes = Count.parse("1G");

  @Option(
      names = "--encoding",
      split = ",",
      description = "of the requests: none, gzip or zstd, rows for each; default: none,zstd")
  private List<Encoding> encodings = List.of(Encoding.IDENTITY, Encoding.ZSTD);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = servers.describe(new Report("recover", Machine.now()));
    for (Encoding encoding : encodings) {
      try (TemporaryFolder own = TemporaryFolder.in(servers.folder(), "recover")) {
        Path data = own.path().resolve("data");
        report.add(start("empty", data, new FilledLog(0, 0)).put(ENCODING, Values.text(encoding)));
        progress().tell("writing the log");
        FilledLog log = FilledLog.append(data, bytes.value(), encoding);
        report.add(start("after the kill", data, log).put(ENCODING, Values.text(encoding)));
      }
    }
    report.print(out());
    return ExitCode.OK;
  }

  /// Starts the server, and kills it when it is ready.
  private Row start(String what, Path data, FilledLog log)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    try (ServerProcess server = servers.launch(data);
        Usage usage = Usage.of(server.process())) {
      server.awaitReady();
      double seconds = (System.nanoTime() - from) / 1e9;
      double cpu = usage.cpuSeconds();
      double found = server.metric("clew_stored_spans");
      if (found != log.spans()) {
        throw new IOException(
            "all %,d spans of the log must be found, found %,.0f".formatted(log.spans(), found));
      }
      Row row =
          new Row()
              .put(WHAT, what)
              .put(LOG, log.bytes() / 1e6)
              .put(SPANS, log.spans())
              .put(READY, seconds)
              .put(SPEED, log.spans() / seconds)
              .put(CPU, cpu);
      return Figures.memory(row, usage);
    }
  }
}
