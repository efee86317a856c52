package dev.clew.bench;

import dev.clew.bench.data.Pool;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.bench.process.Subject;
import dev.clew.bench.report.Report;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// How a benchmark sends spans. Filled by picocli.
final class TrafficOptions {
  @Option(names = "--protocol", description = "${COMPLETION-CANDIDATES}; default: grpc")
  private Protocol protocol = Protocol.GRPC;

  @Option(names = "--encoding", description = "none, gzip or zstd; default: zstd")
  private Encoding encoding = Encoding.ZSTD;

  @Option(
      names = "--connections",
      description = "each with one request at a time; default: ${DEFAULT-VALUE}")
  private int connections = 8;

  @Option(
      names = "--rate",
      description =
          "spans a second such as 50000/s, or max for as many as are acknowledged; default:"
              + " ${DEFAULT-VALUE}")
  private Rate rate;

  /// Options whose rate is another one when none is asked for.
  TrafficOptions(Rate usual) {
    rate = usual;
  }

  /// Says how it is set.
  Report describe(Report report) {
    return report
        .with("protocol", protocol.name().toLowerCase(Locale.ROOT))
        .with("encoding", Values.text(encoding))
        .with("rate", rate)
        .with("connections", connections);
  }

  /// Sends rounds of a pool at the asked rate until all are sent or the time is over.
  Totals send(
      Subject subject, Pool pool, long rounds, Duration atMost, Consumer<Totals> everySecond)
      throws IOException, InterruptedException {
    Protocol spoken = subject.spoken(protocol);
    Plan plan =
        new Plan(
            subject.endpoint(spoken),
            spoken,
            encoding,
            rate,
            rounds,
            atMost,
            connections,
            Optional.empty());
    return Load.start(plan, pool, Clock.system()).await(subject, everySecond);
  }
}
