package dev.clew.bench;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.load.Clock;
import dev.clew.bench.load.Load;
import dev.clew.bench.load.Plan;
import dev.clew.bench.load.Protocol;
import dev.clew.wire.Encoding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew generate`: sends made traces to a receiver of OTLP and measures how it takes them.
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends made traces over OTLP. Shows a line a second on standard error, at the end a table"
            + " and a line of JSON on standard output.",
    subcommands = {Check.class, Describe.class})
public final class Generate implements Callable<Integer> {
  private static final Duration UNLESS_SAID = Duration.ofSeconds(30);
  private static final Duration NO_END = Duration.ofDays(365);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--endpoint",
      description = "default: http://127.0.0.1:4317 for grpc, http://127.0.0.1:4318 for http")
  private @Nullable URI endpoint;

  @Option(names = "--protocol", description = "grpc or http (grpc)")
  private Protocol protocol = Protocol.GRPC;

  @Option(
      names = "--encoding",
      converter = EncodingText.class,
      description = "none, gzip or zstd (none)")
  private Encoding encoding = Encoding.IDENTITY;

  @Option(
      names = "--rate",
      converter = RateText.class,
      description = "spans a second, or max: as many as are acknowledged (max)")
  private double rate = Plan.MAX_RATE;

  @Option(
      names = "--duration",
      converter = DurationText.class,
      description = "when to end (30s, or never when --spans is given)")
  private @Nullable Duration duration;

  @Option(names = "--spans", description = "end after so many spans, to the request")
  private @Nullable Long spans;

  @Option(
      names = "--connections",
      description = "each with one request at a time (${DEFAULT-VALUE})")
  private int connections = 8;

  @Option(
      names = "--acked",
      description =
          "append a line for each trace in each acknowledged request: its id and the number of"
              + " its spans there; 'verify' reads them back")
  private @Nullable Path acked;

  @Mixin private DataOptions data = new DataOptions();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Generate())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((thrown, command, _) -> {
          if (thrown instanceof IllegalArgumentException) {
            command.getErr().println(thrown.getMessage());
            return CommandLine.ExitCode.USAGE;
          }
          throw thrown;
        });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Recipe recipe = data.recipe(rate);
    Pool pool = Pool.make(recipe);
    Load load = Load.start(plan(recipe), pool, Clock.system());
    try (var _ = EndOnSignal.of(load)) {
      Figures figures = load.await(Console.of(spec)::say);
      Console.of(spec).show(figures);
    }
    return CommandLine.ExitCode.OK;
  }

  private Plan plan(Recipe recipe) {
    Duration unlessSaid = spans == null ? UNLESS_SAID : NO_END;
    return new Plan(
        endpoint == null ? protocol.defaultEndpoint() : endpoint,
        protocol,
        encoding,
        rate,
        duration == null ? unlessSaid : duration,
        spans == null ? Long.MAX_VALUE : spans,
        connections,
        recipe,
        Optional.ofNullable(acked));
  }
}
