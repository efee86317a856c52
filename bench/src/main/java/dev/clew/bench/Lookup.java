package dev.clew.bench;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.ask.Question;
import dev.clew.bench.fill.Content;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.Subject;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.process.ZipkinProcess;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--peer",
      description =
          "zipkin: the published Zipkin server, with room in its memory for all spans, instead")
  private SubjectOptions.@Nullable Peer peer;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("lookup", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "lookup")) {
      if (peer == null) {
        askClew(own, report);
      } else {
        askZipkin(own, report);
      }
    }
    report.print(out());
    return ExitCode.OK;
  }

  private void askClew(TemporaryFolder own, Report report)
      throws IOException, InterruptedException {
    FilledFolder filled = store.filled(own, progress());
    try (ServerProcess server = store.servers().launch(filled.data()).awaitReady()) {
      var ids = new Ids(filled.content());
      report.add(row("trace", server, server.page(), () -> Questions.trace(ids.known()), 200));
      report.add(row("columns", server, server.page(), () -> Questions.columns(ids.known()), 200));
      report.add(row("unknown", server, server.page(), () -> Questions.trace(ids.unknown()), 404));
      server.stop();
    }
  }

  /// Asked in the process that was filled, since it would forget all when it is started anew.
  private void askZipkin(TemporaryFolder own, Report report)
      throws IOException, InterruptedException {
    Content content = store.content();
    Map<String, String> room = Map.of("MEM_MAX_SPANS", Long.toString(content.spans() + 1));
    report.with("subject", ZipkinProcess.NAME).with("sync", "none: spans are in memory only");
    try (ZipkinProcess zipkin = ZipkinProcess.launch(own.path(), room).awaitReady()) {
      FilledFolder.fill(zipkin, content, progress().of("filling"));
      URI api = zipkin.endpoint(Protocol.ZIPKIN);
      var ids = new Ids(content);
      report.add(row("trace", zipkin, api, () -> Questions.zipkinTrace(ids.known()), 200));
      report.add(row("unknown", zipkin, api, () -> Questions.zipkinTrace(ids.unknown()), 404));
    }
  }

  private Row row(String what, Subject subject, URI api, Supplier<Question> questions, int status)
      throws IOException {
    try (Connection connection = new Connection(api)) {
      new Interview(connection, questions, status).ask(warmUp.value(), _ -> {});
      try (Usage usage = Usage.of(subject.process())) {
        var counted = new Interview(connection, questions, status);
        counted.ask(count.value(), _ -> {});
        return Figures.answers(new Row().put(WHAT, what), counted, usage);
      }
    }
  }

  /// Draws ids. Owned by one thread.
  private record Ids(Content content, SplittableRandom random) {
    Ids(Content content) {
      this(content, new SplittableRandom(SEED));
    }

    TraceId known() {
      return content.anyTrace(random);
    }

    TraceId unknown() {
      return new TraceId(random.nextLong() | 1, random.nextLong());
    }
  }
}
