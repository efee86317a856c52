package dev.clew.bench;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.fill.Content;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.process.Subject;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench ingest`: how a server takes spans in.
@Command(
    name = "ingest",
    sortOptions = false,
    description =
        "Starts a server on an empty folder for each size of requests, or takes the one at"
            + " --endpoint, and measures what it acknowledges of the reference data set. The"
            + " generator shares the machine; its CPU time is the last column.")
final class Ingest extends BenchCommand {
  private static final Column BATCH = new Column("batch", "spansPerRequest", "%.0f");
  private static final Column STORED = new Column("disk B/span", "storedBytesPerSpan", "%.1f");

  private static final int SEED = 1;
  private static final int SERVICES = 20;
  private static final int WARM_UP_TRACES = 1_000;
  private static final Duration NO_END = Duration.ofDays(365);

  @Mixin private SubjectOptions subjects = new SubjectOptions();
  @Mixin private TrafficOptions traffic = new TrafficOptions(Rate.MAX);

  @Option(
      names = "--batch",
      split = ",",
      description = "spans in a request, a row for each; default: 500")
  private List<Integer> batches = List.of(500);

  @Option(
      names = "--warm-up",
      description = "sending before it counts, so that the server is compiled; default: 20s")
  private Duration warmUp = Duration.ofSeconds(20);

  @Option(names = "--duration", description = "sending that counts; default: 30s")
  private Duration duration = Duration.ofSeconds(30);

  @Option(
      names = "--spans",
      description = "end after so many, such as 10M, rounded up to whole traces, instead")
  private @Nullable Count spans;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Progress progress = progress();
    Report report = traffic.describe(new Report("ingest", Machine.now()));
    subjects.describe(report);
    boolean isWhole = true;
    for (int batch : batches) {
      try (TemporaryFolder own = TemporaryFolder.in(subjects.folder(), "ingest");
          Subject subject = subjects.open(own.path())) {
        isWhole &= measure(subject, batch, report, progress);
      }
    }
    report.print(out());
    return isWhole ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /// True when all was acknowledged.
  private boolean measure(Subject subject, int batch, Report report, Progress progress)
      throws IOException, InterruptedException {
    if (warmUp.isPositive()) {
      Pool other = Pool.make(new Recipe(0, SERVICES, WARM_UP_TRACES, batch));
      traffic.send(subject, other, Plan.NO_END, warmUp, progress.of("warm-up"));
    }
    Amount amount = amount(batch);
    Pool pool = Pool.make(amount.recipe());
    report.with("data", pool);
    try (Usage usage = Usage.of(subject.process());
        Usage own = Usage.of(Optional.of(ProcessHandle.current()))) {
      Totals totals =
          traffic.send(subject, pool, amount.rounds(), amount.time(), progress.of("measured"));
      Row row = Figures.load(new Row().put(BATCH, batch), totals, usage);
      double generator = own.cpuSeconds() * 1e6 / totals.ackedSpans();
      row.put(STORED, subject.storedBytesPerSpan().orElse(Double.NaN))
          .put(Figures.GENERATOR, generator);
      report.add(row);
      progress.tell("measured: " + totals);
      return totals.isWhole();
    }
  }

  /// How much to send: so many rounds, or for so long.
  private record Amount(Recipe recipe, long rounds, Duration time) {}

  private Amount amount(int batch) {
    if (spans == null) {
      Recipe recipe = new Recipe(SEED, SERVICES, Recipe.MOST_TRACES, batch);
      return new Amount(recipe, Plan.NO_END, duration);
    }
    Content content = Content.of(SEED, spans.value(), batch);
    return new Amount(content.recipe(), content.rounds(), NO_END);
  }
}
