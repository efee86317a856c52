package dev.clew.serve;

import dev.clew.serve.settings.Flag;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The settings that have an option of their own, and where the others are.
final class SettingsOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "settings in YAML")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (data)")
  private @Nullable String data;

  @Option(names = "--listen", paramLabel = "HOST", description = "address to bind (127.0.0.1)")
  private @Nullable String listen;

  @Option(names = "--ports-offset", paramLabel = "N", description = "is added to every port (0)")
  private @Nullable String portsOffset;

  @Option(
      names = "--insecure",
      description = "let everybody who reaches the address read and write traces")
  private boolean insecure;

  /// Reads and checks file, environment and options.
  Settings read(Map<String, String> environment) throws SettingsException {
    Map<String, Flag> flags = new HashMap<>();
    put(flags, "data", "--data", data);
    put(flags, "listen", "--listen", listen);
    put(flags, "ports.offset", "--ports-offset", portsOffset);
    put(flags, "insecure", "--insecure", insecure ? "true" : null);
    return Settings.read(Optional.ofNullable(config), environment, flags);
  }

  private static void put(
      Map<String, Flag> flags, String key, String option, @Nullable String value) {
    if (value != null) {
      flags.put(key, new Flag(option, value));
    }
  }
}
