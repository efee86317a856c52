package dev.clew.bench;

import static java.util.Objects.requireNonNull;

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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew bench scan`: how fast spans are searched.
@Command(
    name = "scan",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, starts the server anew and searches all of it over"
            + " HTTP; then ends the server and scans the same blocks in this process, on one"
            + " thread.")
final class ScanBlocks implements Callable<Integer> {
  private static final Column WHAT = new Column("scan", "scan", "%s");
  private static final Column SCANNED = new Column("spans each", "spansEach", "%,.0f");
  private static final Column SPEED =
      new Column("M spans/CPU s", "millionSpansPerCpuSecond", "%.1f");

  private static final Pattern COVERAGE = Pattern.compile("\"scannedSpans\":(\\d+)");
  private static final String THREE =
      """
      "service":"checkout","minDurationNanos":1000001,\
      "attributes":[{"key":"http.response.status_code","value":500,"scope":"span"}%s]""";

  /// No span has a status of HTTP and a table, but all values stand in every block.
  private static final String IMPOSSIBLE =
      """
      ,{"key":"db.system.name","value":"postgresql","scope":"span"}""";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--count", description = "of searches in each row; default: 30")
  private Count count = Count.parse("30");

  @Option(names = "--warm-up", description = "as many before them do not count; default: 10")
  private Count warmUp = Count.parse("10");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("scan", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "scan")) {
      FilledFolder filled = store.filled(own, Progress.to(line().getErr()));
      try (ServerProcess server = store.servers().launch(filled.data()).awaitReady()) {
        report.add(search("search, newest 20", server, THREE.formatted("") + ",\"limit\":20"));
        report.add(search("search, all 3 pass", server, THREE.formatted("") + ",\"limit\":1500"));
        report.add(search("search, none passes", server, THREE.formatted(IMPOSSIBLE)));
        server.stop();
      }
      raw(filled, report);
    }
    report.print(line().getOut());
    return ExitCode.OK;
  }

  private Row search(String what, ServerProcess server, String members) throws IOException {
    Question question = new Question("/api/clew/v1/search", "{" + members + "}");
    try (Connection connection = new Connection(server.page())) {
      new Interview(connection, () -> question, 200).ask(warmUp.value(), _ -> {});
      try (Usage usage = Usage.of(server.process())) {
        var counted = new Interview(connection, () -> question, 200);
        var scanned = new AtomicLong();
        counted.ask(count.value(), answer -> scanned.addAndGet(scanned(answer.text())));
        double cpu = usage.cpuSeconds();
        Row row = Figures.interview(new Row().put(WHAT, what), counted, usage);
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

  private CommandLine line() {
    return requireNonNull(spec, "picocli sets it").commandLine();
  }
}
