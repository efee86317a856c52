package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Rate;
import dev.clew.bench.load.Totals;
import dev.clew.bench.otlp.Protocol;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `clew generate`: sends made traces to a receiver of OTLP and measures how it takes them.
@Command(
    name = "clew generate",
    sortOptions = false,
    description =
        "Sends made traces over OTLP and says how many spans were acknowledged, how fast. On a"
            + " terminal it also says so every second. Ctrl-C ends it early.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything sent was acknowledged",
      "1:something was refused or never answered, or the run failed",
      "2:the options are wrong"
    },
    subcommands = Verify.class)
public final class Generate implements Callable<Integer> {
  private static final Duration UNLESS_SAID = Duration.ofSeconds(30);
  private static final Duration NO_END = Duration.ofDays(365);

  /// A trace's spans go out within about this time.
  private static final int SPREAD_SECONDS = 5;

  private static final int SPANS_PER_TRACE = 27;
  private static final int FEWEST_TRACES = 20;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  @Option(
      names = "--endpoint",
      description = "default: http://127.0.0.1:4317 for grpc, http://127.0.0.1:4318 for http")
  private @Nullable URI endpoint;

  @Option(names = "--protocol", description = "grpc or http; default: grpc")
  private Protocol protocol = Protocol.GRPC;

  @Option(names = "--encoding", description = "none, gzip or zstd; default: none")
  private Encoding encoding = Encoding.IDENTITY;

  @Option(
      names = "--rate",
      description =
          "spans a second such as 5000/s, or max for as many as are acknowledged; default: max")
  private Rate rate = Rate.MAX;

  @Option(
      names = "--duration",
      description = "when to end, such as 30s or 10m; default: 30s, or never with --traces")
  private @Nullable Duration duration;

  @Option(
      names = "--traces",
      description =
          "end after so many traces; above 5000, with as many more as make the same number of them"
              + " in every round. Default: no such end")
  private @Nullable Long traces;

  @Option(names = "--services", description = "of three pods each; default: ${DEFAULT-VALUE}")
  private int services = 20;

  @Option(
      names = "--connections",
      description = "each with one request at a time; default: ${DEFAULT-VALUE}")
  private int connections = 8;

  @Option(names = "--batch", description = "spans in a request; default: ${DEFAULT-VALUE}")
  private int batch = 500;

  @Option(
      names = "--seed",
      description = "the same seed makes the same traces; default: another one each time")
  private long seed = ThreadLocalRandom.current().nextInt(1_000_000);

  @Option(
      names = "--acked",
      description =
          "append a line for each trace in each acknowledged request: its id and the number of"
              + " its spans there; 'generate verify' reads them back")
  private @Nullable Path acked;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return Values.registerWith(new CommandLine(new Generate()))
        .setParameterExceptionHandler((wrong, _) -> {
          PrintWriter err = wrong.getCommandLine().getErr();
          err.println(wrong.getMessage());
          err.println("See: clew generate --help");
          return ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((thrown, line, _) -> {
          line.getErr().println("clew generate failed: " + thrown);
          return ExitCode.SOFTWARE;
        });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine line = requireNonNull(spec, "picocli sets it").commandLine();
    Recipe recipe;
    Plan plan;
    try {
      recipe = new Recipe(seed, services, tracesInRound(), batch);
      plan = plan();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(line, String.valueOf(wrong.getMessage()));
    }
    Pool pool = Pool.make(recipe);
    line.getErr().println("sending " + pool + "; seed " + seed);
    Load load = Load.start(plan, pool, Clock.system());
    try (EndOnSignal signal = new EndOnSignal(load)) {
      Totals totals = load.await(Progress.to(line.getErr())::tell);
      line.getOut().println(totals);
      return signal.endWith(totals.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE);
    }
  }

  private Plan plan() {
    Duration unlessSaid = traces == null ? UNLESS_SAID : NO_END;
    return new Plan(
        endpoint == null ? protocol.defaultEndpoint() : endpoint,
        protocol,
        encoding,
        rate,
        rounds(),
        duration == null ? unlessSaid : duration,
        connections,
        Optional.ofNullable(acked));
  }

  private int tracesInRound() {
    return traces == null ? fittingTraces() : (int) Math.ceilDiv(traces, rounds());
  }

  private long rounds() {
    if (traces == null) {
      return Plan.NO_END;
    }
    if (traces < 1) {
      throw new IllegalArgumentException("traces must be 1 or more, got " + traces);
    }
    return Math.ceilDiv(traces, fittingTraces());
  }

  /// As many traces as grow at the same time when each takes its time.
  private int fittingTraces() {
    double fitting = rate.spansPerSecond() * SPREAD_SECONDS / SPANS_PER_TRACE;
    return (int) Math.clamp(fitting, FEWEST_TRACES, Recipe.MOST_TRACES);
  }
}
