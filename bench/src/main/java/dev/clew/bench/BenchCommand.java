package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// One of the commands of `clew bench`.
abstract class BenchCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean isHelpAsked;

  final PrintWriter out() {
    return line().getOut();
  }

  final Progress progress() {
    return Progress.to(line().getErr());
  }

  final CommandLine line() {
    return requireNonNull(spec, "picocli sets it").commandLine();
  }
}
