package dev.clew.bench;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command talks: progress to people on standard error, results on standard output.
record Console(PrintWriter progress, PrintWriter results) {
  /// The streams of a command whose specification picocli has set.
  static Console of(@Nullable CommandSpec spec) {
    CommandLine line = requireNonNull(spec, "picocli sets it").commandLine();
    return new Console(line.getErr(), line.getOut());
  }

  void say(String line) {
    progress.println(line);
    progress.flush();
  }

  /// The figures as a table, then as one line of JSON.
  void show(Figures figures) {
    results.print(figures.table());
    results.println(figures.json());
    results.flush();
  }
}
