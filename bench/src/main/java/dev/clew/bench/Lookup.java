package dev.clew.bench;

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
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench lookup`: how fast a trace is found by its id.
@Command(
    name = "lookup",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, starts the server anew and fetches random traces"
            + " by id over one connection that stays open: whole traces, their columns, and ids"
            + " that are not there.")
final class Lookup extends BenchCommand {
  private static final Column WHAT = new Column("fetch", "fetch", "%s");
  private static final long SEED = 11;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--count", description = "of traces in each row; default: 5k")
  private Count count = Count.parse("5k");

  @Option(names = "--warm-up", description = "as many before them do not count; default: 5k")
  private Count warmUp = Count.parse("5k");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("lookup", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "lookup")) {
      FilledFolder filled = store.filled(own, progress());
      try (ServerProcess server = store.servers().launch(filled.data()).awaitReady()) {
        lookUp(server, filled.content(), report);
        server.stop();
      }
    }
    report.print(out());
    return ExitCode.OK;
  }

  private void lookUp(ServerProcess server, Content content, Report report) throws IOException {
    var random = new SplittableRandom(SEED);
    report.add(row("trace", server, () -> Questions.trace(content.anyTrace(random)), 200));
    report.add(row("columns", server, () -> Questions.columns(content.anyTrace(random)), 200));
    report.add(row("unknown", server, () -> Questions.trace(unknown(random)), 404));
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
        return Figures.answers(new Row().put(WHAT, what), counted, usage);
      }
    }
  }
}
