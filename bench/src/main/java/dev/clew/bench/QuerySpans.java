package dev.clew.bench;

import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.bench.scan.QueryRuns;
import java.io.IOException;
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
            + " blocks in this process, with all of them in memory.")
final class QuerySpans extends BenchCommand {
  private static final Column WHAT = new Column("query", "query", "%s");
  private static final Column FOUND = new Column("found", "found", "%,.0f");
  private static final Column CPU_EACH = new Column("CPU ms each", "cpuMillisEach", "%.2f");
  private static final Column SPEED =
      new Column("M spans/CPU s", "millionSpansPerCpuSecond", "%.1f");

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--count", description = "of answers in each row; default: 20")
  private Count count = Count.parse("20");

  @Option(names = "--warm-up", description = "as many before them do not count; default: 10")
  private Count warmUp = Count.parse("10");

  @Option(names = "--only", description = "the queries that contain this text; default: all")
  private String only = "";

  @Option(names = "--threads", description = "that answer one query; default: ${DEFAULT-VALUE}")
  private int threads = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("query", Machine.now())).with("threads", threads);
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "query")) {
      FilledFolder filled = store.filled(own, progress());
      try (QueryRuns runs = QueryRuns.over(filled.data(), threads)) {
        for (QueryRuns.Asked asked : QueryRuns.Asked.containing(only)) {
          QueryRuns.Result result = runs.run(asked, warmUp.value(), count.value());
          report.add(
              Figures.latencies(new Row().put(WHAT, asked.text()), result.latencies())
                  .put(CPU_EACH, result.cpuMillisEach())
                  .put(FOUND, (double) result.found())
                  .put(SPEED, runs.spans() / result.cpuMillisEach() / 1e3));
        }
      }
    }
    report.print(out());
    return ExitCode.OK;
  }
}
