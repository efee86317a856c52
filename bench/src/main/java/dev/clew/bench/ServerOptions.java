package dev.clew.bench;

import dev.clew.bench.process.ServerProcess;
import dev.clew.bench.report.Report;
import dev.clew.store.SyncMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/// The server that a benchmark starts: how it is set, and where its files go. Filled by picocli.
final class ServerOptions {
  @Option(
      names = "--folder",
      description = "a folder on the disk to measure, for files that are deleted afterwards")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--sync", description = "group, interval or off; default: group")
  private SyncMode sync = SyncMode.GROUP;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "an environment variable of the server, such as CLEW_STORE_SEAL_AGE=1s or"
              + " JAVA_TOOL_OPTIONS=-Xmx2g; can be repeated")
  private Map<String, String> environment = new LinkedHashMap<>();

  /// Where folders of its own may be made.
  Path folder() {
    return folder;
  }

  /// What was asked to be set.
  Map<String, String> environment() {
    return environment;
  }

  /// Says how it is set.
  Report describe(Report report) {
    return report
        .with("subject", "clew")
        .with("sync", sync.name().toLowerCase(Locale.ROOT))
        .with("set", environment);
  }

  /// How it is to make spans durable.
  SyncMode sync() {
    return sync;
  }

  ServerProcess launch(Path data) throws IOException {
    return launch(data, Map.of());
  }

  /// Starts one that makes spans durable in another way than was asked for.
  ServerProcess launch(Path data, SyncMode mode) throws IOException {
    return launch(data, Map.of(), mode);
  }

  /// Starts it.
  ///
  /// @param more what this benchmark needs beside what was asked for
  ServerProcess launch(Path data, Map<String, String> more) throws IOException {
    return launch(data, more, sync);
  }

  private ServerProcess launch(Path data, Map<String, String> more, SyncMode mode)
      throws IOException {
    Map<String, String> all = new HashMap<>(more);
    all.put("CLEW_STORE_SYNC", mode.name().toLowerCase(Locale.ROOT));
    all.putAll(environment);
    return ServerProcess.launch(data, all);
  }
}
