package dev.clew.bench;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.ask.Question;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.bench.scan.Passes;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench scan`: how fast spans are searched.
@Command(
    name = "scan",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, starts the server anew and searches all of it over"
            + " HTTP; then ends the server and scans the same blocks in this process, on one"
            + " thread.")
final class ScanBlocks extends BenchCommand {
  private static final Column WHAT = new Column("scan", "scan", "%s");
  private static final Column SCANNED = new Column("spans each", "spansEach", "%,.0f");
  private static final Column SPEED =
      new Column("M spans/CPU s", "millionSpansPerCpuSecond", "%.1f");

  private static final Pattern COVERAGE = Pattern.compile("\"scannedSpans\":(\\d+)");

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--count", description = "of searches in each row; default: 30")
  private Count count = Count.parse("30");

  @Option(names = "--warm-up", description = "as many before them do not count; default: 10")
  private Count warmUp = Count.parse("10");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("scan", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "scan")) {
      FilledFolder filled = store.filled(own, progress());
      try (ServerProcess server = store.servers().launch(filled.data()).awaitReady()) {
        report.add(search("search, newest 20", server, Questions.newest()));
        report.add(search("search, newest 1500", server, Questions.many()));
        report.add(search("search, none passes", server, Questions.none()));
        server.stop();
      }
      raw(filled, report);
    }
    report.print(out());
    return ExitCode.OK;
  }

  private Row search(String what, ServerProcess server, Question question) throws IOException {
    try (Connection connection = new Connection(server.page())) {
      new Interview(connection, () -> question, 200).ask(warmUp.value(), _ -> {});
      try (Usage usage = Usage.of(server.process())) {
        var counted = new Interview(connection, () -> question, 200);
        var scanned = new AtomicLong();
        counted.ask(count.value(), answer -> scanned.addAndGet(scanned(answer.text())));
        double cpu = usage.cpuSeconds();
        Row row = Figures.answers(new Row().put(WHAT, what), counted, usage);
        return row.put(SCANNED, (double) scanned.get() / counted.answers())
            .put(SPEED, scanned.get() / cpu / 1e6);
      }
    }
  }

  private static long scanned(String answer) {
    Matcher coverage = COVERAGE.matcher(answer);
    if (!coverage.find()) {
      throw new IllegalStateException("an answer must say how many spans it scanned: " + answer);
    }
    return Long.parseLong(coverage.group(1));
  }

  private void raw(FilledFolder filled, Report report) throws IOException {
    try (Passes passes = Passes.over(filled.data())) {
      for (Passes.Kind kind : Passes.Kind.values()) {
        Passes.Result result = passes.run(kind, warmUp.value(), count.value());
        report.add(
            Figures.latencies(new Row().put(WHAT, kind.title()), result.latencies())
                .put(SCANNED, passes.spans())
                .put(SPEED, result.spansPerCpuSecond() / 1e6));
      }
    }
  }
}
