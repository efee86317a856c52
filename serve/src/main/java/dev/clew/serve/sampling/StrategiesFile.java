package dev.clew.serve.sampling;

import dev.clew.serve.settings.WatchedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The strategies of a file that is read again when it changes. Any thread.
public final class StrategiesFile {
  private static final Logger LOG = LoggerFactory.getLogger(StrategiesFile.class);

  private final WatchedFile<Strategies> file;

  private StrategiesFile(WatchedFile<Strategies> file) {
    this.file = file;
  }

  /// Reads the file for the first time; one that is bad is an `IOException`.
  public static StrategiesFile open(Optional<Path> path, boolean ratesInherit, InstantSource clock)
      throws IOException {
    var kind =
        new WatchedFile.Kind<>(
            "the sampling strategies",
            Strategies.ALL,
            (file, bytes) -> read(file, StrategiesReader.read(bytes, ratesInherit)));
    return new StrategiesFile(WatchedFile.open(path, kind, clock));
  }

  private static Strategies read(Path file, StrategiesReader.Read read) {
    read.warnings().forEach(warning -> LOG.warn("{}: {}", file.getFileName(), warning));
    return read.strategies();
  }

  /// What a service is told now.
  Strategy of(String service) {
    return file.content().of(service);
  }

  /// Why what holds is not what the file says now.
  public Optional<String> problem() {
    return file.problem();
  }
}
