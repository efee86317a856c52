package dev.clew.serve;

import dev.clew.serve.settings.Flag;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import dev.clew.store.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which store a command is about, and how it answers.
final class StoreOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "settings in YAML")
  private @Nullable Path config;

  @Option(names = "--data", paramLabel = "DIR", description = "the data folder (data)")
  private @Nullable String data;

  @Option(names = "--json", description = "answer in JSON")
  private boolean json;

  /// The settings of the store, as the server would read them.
  StoreSettings read(Map<String, String> environment) throws SettingsException {
    Map<String, Flag> flags = data == null ? Map.of() : Map.of("data", new Flag("--data", data));
    return Settings.read(Optional.ofNullable(config), environment, flags).store();
  }

  boolean isJson() {
    return json;
  }
}
