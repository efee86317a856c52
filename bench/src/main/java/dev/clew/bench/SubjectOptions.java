package dev.clew.bench;

import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.process.Subject;
import dev.clew.bench.process.ZipkinProcess;
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

  @Option(
      names = "--peer",
      description = "zipkin: the published Zipkin server, in its memory, to measure instead")
  private @Nullable Peer peer;

  /// Whose server can be measured beside this build's.
  enum Peer {
    ZIPKIN
  }

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
    if (peer == Peer.ZIPKIN) {
      return ZipkinProcess.launch(own, servers.environment()).awaitReady();
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
    if (endpoint != null) {
      return report.with("subject", endpoint).with("sync", "unknown");
    }
    return peer == null
        ? servers.describe(report)
        : report
            .with("subject", ZipkinProcess.NAME)
            .with("protocol", "zipkin v2, protobuf over HTTP")
            .with("sync", "none: spans are in memory only")
            .with("set", servers.environment());
  }
}
