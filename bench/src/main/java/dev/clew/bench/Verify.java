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
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `clew generate verify`: reads back everything that was acknowledged; fails when spans are lost.
@Command(
    name = "verify",
    description =
        "Reads every trace of an --acked file back from the server and compares the numbers of"
            + " spans. Exits with 1 when anything acknowledged is missing or is there twice.")
final class Verify implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  @Option(names = "--acked", required = true, description = "the file that generate has written")
  private @Nullable Path acked;

  @Option(names = "--url", description = "the server's native API; default: ${DEFAULT-VALUE}")
  private URI url = URI.create("http://127.0.0.1:16686");

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine line = requireNonNull(spec, "picocli sets it").commandLine();
    ReadBack.Result result = ReadBack.run(requireNonNull(acked, "picocli requires it"), url);
    result.examples().forEach(line.getErr()::println);
    line.getOut().println(result);
    return result.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
