package dev.clew.bench;

import dev.clew.bench.ask.Connection;
import dev.clew.bench.ask.Interview;
import dev.clew.bench.ask.Question;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.process.Usage;
import dev.clew.bench.report.Column;
import dev.clew.bench.report.Machine;
import dev.clew.bench.report.Report;
import dev.clew.bench.report.Row;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `clew bench endpoints`: how fast each read endpoint answers.
@Command(
    name = "endpoints",
    sortOptions = false,
    description =
        "Fills a store, lets it seal everything, starts the server anew and asks each read endpoint"
            + " over one connection that stays open; ranges of time are the last hour of the data.")
final class Endpoints extends BenchCommand {
  private static final Column WHAT = new Column("endpoint", "endpoint", "%s");
  private static final Column FIRST = new Column("first ms", "firstMillis", "%.2f");
  private static final Pattern START = Pattern.compile("\"startUnixNano\":\"(\\d+)\"");
  private static final long SEED = 13;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(names = "--count", description = "of answers of each, at most; default: 200")
  private Count count = Count.parse("200");

  @Option(names = "--seconds", description = "for each at most; default: 5")
  private Count seconds = Count.parse("5");

  @Option(names = "--only", description = "the endpoints that contain this text; default: all")
  private String only = "";

  /// Something to ask, and where.
  private record Endpoint(String name, URI at, Question question) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report = store.describe(new Report("endpoints", Machine.now()));
    try (TemporaryFolder own = TemporaryFolder.in(store.servers().folder(), "endpoints")) {
      FilledFolder filled = store.filled(own, progress());
      Map<String, String> tempo = Map.of("CLEW_PORTS_TEMPO", "0");
      try (ServerProcess server = store.servers().launch(filled.data(), tempo).awaitReady()) {
        String trace = filled.content().anyTrace(new SplittableRandom(SEED)).toString();
        long end = newestStart(server) / 1_000_000_000 + 1;
        for (Endpoint each : endpoints(server, trace, end)) {
          if (each.name.contains(only)) {
            report.add(row(each, server));
          }
        }
        server.stop();
      }
    }
    report.print(out());
    return ExitCode.OK;
  }

  /// When the newest trace started.
  private static long newestStart(ServerProcess server) throws IOException {
    try (Connection connection = new Connection(server.page())) {
      String newest = connection.ask(new Question("/api/clew/v1/search", "{\"limit\":1}")).text();
      Matcher start = START.matcher(newest);
      if (!start.find()) {
        throw new IOException("the store must have a trace, answers " + newest);
      }
      return Long.parseLong(start.group(1));
    }
  }

  /// The first answer by itself, since nothing was asked of that endpoint before.
  private Row row(Endpoint endpoint, ServerProcess server) throws IOException {
    try (Connection connection = new Connection(endpoint.at)) {
      var first = new Interview(connection, () -> endpoint.question, 200);
      first.ask(1, _ -> {});
      try (Usage usage = Usage.of(server.process())) {
        var counted = new Interview(connection, () -> endpoint.question, 200);
        long until = System.nanoTime() + Duration.ofSeconds(seconds.value()).toNanos();
        do {
          counted.ask(1, _ -> {});
        } while (counted.answers() < count.value() && System.nanoTime() < until);
        Row row = new Row().put(WHAT, endpoint.name).put(FIRST, first.latencies().millis(1));
        return Figures.answers(row, counted, usage);
      }
    }
  }

  private static List<Endpoint> endpoints(ServerProcess server, String trace, long endSeconds)
      throws IOException {
    URI page = server.page();
    URI tempo = server.tempo();
    URI zipkin = server.endpoint(Protocol.ZIPKIN);
    long start = endSeconds - 3600;
    String micros = "&start=" + start + "000000&end=" + endSeconds + "000000";
    String millis = "endTs=" + endSeconds + "000&lookback=3600000";
    String nanos = "startUnixNano=" + start + "000000000&endUnixNano=" + endSeconds + "000000000";
    String times = "&start=" + start + "&end=" + endSeconds;
    String error = "%7B%20status%20%3D%20error%20%7D";
    String metrics = "?service=checkout&quantile=0.95&step=60000&" + millis;
    return List.of(
        get("jaeger services", page, "/api/services"),
        get("jaeger operations", page, "/api/operations?service=checkout"),
        get("jaeger traces", page, "/api/traces?service=checkout&limit=20" + micros),
        get("jaeger trace", page, "/api/traces/" + trace),
        get("jaeger dependencies", page, "/api/dependencies?" + millis),
        get(
            "jaeger deep dependencies",
            page,
            "/api/deep-dependencies?service=checkout&limit=20" + micros),
        get("jaeger latencies", page, "/api/metrics/latencies" + metrics),
        get("jaeger v3 trace", page, "/api/v3/traces/" + trace),
        get("tempo trace", tempo, "/api/v2/traces/" + trace),
        get("tempo search", tempo, "/api/search?limit=20&q=" + error + times),
        get("tempo tags", tempo, "/api/v2/search/tags"),
        get("tempo tag values", tempo, "/api/v2/search/tag/resource.service.name/values"),
        get(
            "tempo query_range",
            tempo,
            "/api/metrics/query_range?q=%7B%7D%7Crate()&step=60" + times),
        get("zipkin services", zipkin, "/api/v2/services"),
        get("zipkin spans", zipkin, "/api/v2/spans?serviceName=checkout"),
        get("zipkin traces", zipkin, "/api/v2/traces?serviceName=checkout&limit=10&" + millis),
        get("zipkin trace", zipkin, "/api/v2/trace/" + trace),
        get("zipkin dependencies", zipkin, "/api/v2/dependencies?" + millis),
        get("clew services", page, "/api/clew/v1/services"),
        new Endpoint(
            "clew search", page, new Question("/api/clew/v1/search", "{\"hasError\":true}")),
        get("clew trace", page, "/api/clew/v1/traces/" + trace),
        get("clew columns", page, "/api/clew/v1/traces/" + trace + "/columns"),
        get("clew findings", page, "/api/clew/v1/traces/" + trace + "/findings"),
        get("clew attributes", page, "/api/clew/v1/attributes"),
        get("clew overview", page, "/api/clew/v1/services/overview?" + nanos),
        get("clew map", page, "/api/clew/v1/map?" + nanos),
        get("clew changes", page, "/api/clew/v1/changes?" + nanos));
  }

  private static Endpoint get(String name, URI at, String path) {
    return new Endpoint(name, at, Question.of(path));
  }
}
