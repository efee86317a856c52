package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import dev.clew.bench.check.ReadBack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew generate verify`: reads back everything that was acknowledged; fails when spans are lost.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Reads every trace of an --acked file back from the server and compares the numbers of"
            + " spans. Exits with 1 when anything acknowledged is not found.")
final class Check implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--acked", required = true, description = "the file that generate has written")
  private @Nullable Path acked;

  @Option(names = "--url", description = "the server's native API (${DEFAULT-VALUE})")
  private URI url = URI.create("http://127.0.0.1:16686");

  @Option(names = "--connections", description = "requests at a time (${DEFAULT-VALUE})")
  private int connections = 16;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = Console.of(spec);
    Path file = requireNonNull(acked, "picocli requires it");
    ReadBack.Result result = ReadBack.run(file, url, connections, console::say);
    result.examples().forEach(console::say);
    console.show(result.figures());
    return result.isWhole() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
