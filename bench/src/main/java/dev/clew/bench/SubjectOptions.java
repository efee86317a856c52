package dev.clew.bench;

import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.Subject;
import dev.clew.bench.report.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a benchmark measures: a server of this build, or another. Filled by picocli.
final class SubjectOptions {
  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--endpoint", description = "a receiver that runs already, to measure instead")
  private @Nullable URI endpoint;

  @Option(names = "--pid", description = "its process on this machine, to watch CPU and memory")
  private @Nullable Long pid;

  /// Where folders of its own may be made.
  Path folder() {
    return servers.folder();
  }

  /// Starts the server, or takes the one that runs.
  ///
  /// @param own a folder for its files
  Subject open(Path own) throws IOException, InterruptedException {
    if (endpoint != null) {
      return Subject.at(endpoint, process());
    }
    ServerProcess server = servers.launch(own.resolve("data"));
    return server.awaitReady();
  }

  private Optional<ProcessHandle> process() {
    if (pid == null) {
      return Optional.empty();
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      throw new IllegalArgumentException("--pid must be a process of this machine, got " + pid);
    }
    return process;
  }

  /// Says how it is set.
  Report describe(Report report) {
    return endpoint == null
        ? servers.describe(report)
        : report.with("subject", endpoint).with("sync", "unknown");
  }
}
