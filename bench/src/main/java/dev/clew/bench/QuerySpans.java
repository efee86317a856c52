package dev.clew.bench;

import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.bench.scan.Asked;
import dev.clew.bench.scan.QueryRuns;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench query`: how fast queries are answered.
@Command(
    name = "query",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, ends the server and answers queries over the same"
            + " blocks in this process: each once before it is compiled (cold), then of stores that"
            + " were just opened (first), then of one that was asked before (again).")
final class QuerySpans extends BenchCommand {
  private static final Column WHAT = new Column("query", "query", "%s");
  private static final Column THREADS = new Column("threads", "threads", "%.0f");
  private static final Column FOUND = new Column("found", "found", "%,.0f");
  private static final Column COLD_CPU = new Column("cold CPU ms", "coldCpuMillis", "%.2f");
  private static final Column FIRST_CPU = new Column("first CPU ms", "firstCpuMillis", "%.2f");
  private static final Column FIRST_P50 = new Column("first p50 ms", "firstP50Millis", "%.2f");
  private static final Column CPU = new Column("again CPU ms", "againCpuMillis", "%.2f");
  private static final Column P50 = new Column("again p50 ms", "againP50Millis", "%.2f");
  private static final Column P99 = new Column("again p99 ms", "againP99Millis", "%.2f");
  private static final Column SPEED =
      new Column("M spans/CPU s", "millionSpansPerCpuSecond", "%.1f");

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--first", description = "of answers of stores that were just opened; default: 5")
  private Count first = Count.parse("5");

  @Option(names = "--count", description = "of answers of one that was asked before; default: 20")
  private Count count = Count.parse("20");

  @Option(
      names = "--warm-up",
      description = "as many before either do not count, or those of 2 s; default: 30")
  private Count warmUp = Count.parse("30");

  @Option(names = "--only", description = "the queries that contain this text; default: all")
  private String only = "";

  @Option(
      names = "--threads",
      split = ",",
      description = "that answer one query, such as 1,2 for a row each; default: 1")
  private List<Integer> threads = List.of(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("query", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "query")) {
      FilledFolder filled = store.filled(own, progress());
      var rounds = new QueryRuns.Rounds(warmUp.value(), first.value(), count.value());
      for (Asked asked : Asked.containing(only)) {
        for (int each : threads) {
          QueryRuns.Result result = new QueryRuns(filled.data(), each).run(asked, rounds);
          report.add(row(result, asked.title()).put(THREADS, each));
        }
      }
    }
    report.print(out());
    return ExitCode.OK;
  }

  private static Row row(QueryRuns.Result result, String what) {
    return new Row()
        .put(WHAT, what)
        .put(FOUND, result.found())
        .put(COLD_CPU, result.cold().cpuMillisEach())
        .put(FIRST_CPU, result.first().cpuMillisEach())
        .put(FIRST_P50, result.first().latencies().millis(0.5))
        .put(CPU, result.again().cpuMillisEach())
        .put(P50, result.again().latencies().millis(0.5))
        .put(P99, result.again().latencies().millis(0.99))
        .put(SPEED, result.spans() / result.again().cpuMillisEach() / 1e3);
  }
}
