package dev.clew.bench;

import dev.clew.bench.fill.Content;
import dev.clew.bench.fill.FilledFolder;
import dev.clew.bench.process.TemporaryFolder;
import dev.clew.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The filled store that a benchmark asks. Filled by picocli.
final class StoreOptions {
  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(names = "--spans", description = "in the store, such as 2M; default: 10M")
  private Count spans = Count.parse("10M");

  @Option(
      names = "--data",
      description =
          "a folder to fill, or that such a benchmark has filled with as many spans before; it is"
              + " kept. Default: a new one, deleted afterwards")
  private @Nullable Path data;

  ServerOptions servers() {
    return servers;
  }

  /// What the store is filled with.
  Content content() {
    return FilledFolder.content(spans.value());
  }

  /// Fills the store, or takes the one that is filled.
  ///
  /// @param own to be used when no folder is asked for
  FilledFolder filled(TemporaryFolder own, Progress progress)
      throws IOException, InterruptedException {
    Path folder = data == null ? own.path() : data;
    return FilledFolder.of(folder, spans.value(), servers::launch, progress.of("filling"));
  }

  /// Says how it is set.
  Report describe(Report report) {
    return servers.describe(report).with("spans", spans);
  }
}
