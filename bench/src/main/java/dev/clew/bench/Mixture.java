package dev.clew.bench;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.ask.PacedInterview;
import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.fill.Content;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench mix`: ingest, lookups and searches at the same time.
@Command(
    name = "mix",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, starts the server anew and sends spans at a steady"
            + " rate, while traces are fetched and searched at steady rates beside it. CPU and"
            + " memory of the server, in the row of ingest, are those of all three. What is sent"
            + " stays in the folder of --data.")
final class Mixture extends BenchCommand {
  private static final Column WHAT = new Column("work", "work", "%s");
  private static final int SERVICES = 20;
  private static final int BATCH = 500;

  @Mixin private StoreOptions store = new StoreOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions(new Rate(50_000));

  @Option(names = "--lookups", description = "of traces a second; default: ${DEFAULT-VALUE}")
  private double lookups = 20;

  @Option(names = "--searches", description = "a second; default: ${DEFAULT-VALUE}")
  private double searches = 2;

  @Option(names = "--warm-up", description = "all three before it counts; default: 20s")
  private Duration warmUp = Duration.ofSeconds(20);

  @Option(names = "--duration", description = "what counts; default: 60s")
  private Duration duration = Duration.ofSeconds(60);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Progress progress = progress();
    Report report = store.describe(traffic.describe(new Report("mix", Machine.now())));
    boolean isWhole;
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "mix")) {
      FilledFolder filled = store.filled(own, progress);
      try (ServerProcess server = store.servers().launch(filled.data()).awaitReady()) {
        run(server, filled.content(), warmUp, progress, new Report("warm-up", Machine.now()));
        isWhole = run(server, filled.content(), duration, progress, report);
        server.stop();
      }
    }
    report.print(out());
    return isWhole ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// True when all was acknowledged.
  private boolean run(
      ServerProcess server, Content content, Duration time, Progress progress, Report report)
      throws IOException, InterruptedException {
    var random = new SplittableRandom();
    Pool pool = Pool.make(new Recipe(random.nextInt(), SERVICES, Recipe.MOST_TRACES, BATCH));
    try (Connection one = new Connection(server.page());
        Connection other = new Connection(server.page());
        Usage usage = Usage.of(server.process())) {
      var fetching = new Interview(one, () -> Questions.trace(content.anyTrace(random)), 200);
      var searching = new Interview(other, Questions::newest, 200);
      PacedInterview paced = PacedInterview.start(fetching, lookups);
      PacedInterview pacedSearches = PacedInterview.start(searching, searches);
      Totals totals = traffic.send(server, pool, Plan.NO_END, time, progress.of("mix"));
      report.add(Figures.load(new Row().put(WHAT, "ingest"), totals, usage));
      report.add(Figures.answers(new Row().put(WHAT, "lookup"), paced.end()));
      report.add(Figures.answers(new Row().put(WHAT, "search"), pacedSearches.end()));
      return totals.isWhole();
    }
  }
}
