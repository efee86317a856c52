package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.ask.Question;
import dev.clew.bench.fill.Content;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew bench lookup`: how fast a trace is found by its id.
@Command(
    name = "lookup",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, starts the server anew and fetches random traces"
            + " by id over one connection that stays open: whole traces, their columns, and ids"
            + " that are not there.")
final class Lookup implements Callable<Integer> {
  private static final Column WHAT = new Column("fetch", "fetch", "%s");
  private static final long SEED = 11;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--count", description = "of traces in each row; default: 5k")
  private Count count = Count.parse("5k");

  @Option(
      names = "--warm-up",
      description = "as many before them do not count; default: 5k")
  private Count warmUp = Count.parse("5k");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("lookup", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "lookup")) {
      FilledFolder filled = store.filled(own, Progress.to(line().getErr()));
      try (ServerProcess server = store.servers().launch(filled.data()).awaitReady()) {
        lookUp(server, filled.content(), report);
        server.stop();
      }
    }
    report.print(line().getOut());
    return ExitCode.OK;
  }

  private void lookUp(ServerProcess server, Content content, Report report) throws IOException {
    var random = new SplittableRandom(SEED);
    String traces = "/api/clew/v1/traces/";
    report.add(
        row("trace", server, () -> Question.of(traces + content.anyTrace(random)), 200));
    report.add(
        row("columns", server, () -> Question.of(traces + content.anyTrace(random) + "/columns"), 200));
    report.add(
        row("unknown", server, () -> Question.of(traces + unknown(random)), 404));
  }

  private static TraceId unknown(SplittableRandom random) {
    return new TraceId(random.nextLong() | 1, random.nextLong());
  }

  private Row row(String what, ServerProcess server, Supplier<Question> questions, int status)
      throws IOException {
    try (Connection connection = new Connection(server.page())) {
      new Interview(connection, questions, status).ask(warmUp.value(), _ -> {});
      try (Usage usage = Usage.of(server.process())) {
        var counted = new Interview(connection, questions, status);
        counted.ask(count.value(), _ -> {});
        return Figures.memory(
            Figures.interview(new Row().put(WHAT, what), counted, usage), usage);
      }
    }
  }

  private CommandLine line() {
    return requireNonNull(spec, "picocli sets it").commandLine();
  }
}
