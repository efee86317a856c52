package dev.clew.serve;

import dev.clew.serve.settings.Flag;
import dev.clew.serve.settings.Port;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Settings for a whole Clew in a test: a folder of its own, free ports.
final class TestSettings {
  private TestSettings() {}

  static Settings of(Path data, Map<String, String> more) {
    Map<String, Flag> flags = new HashMap<>();
    for (Port port : Port.values()) {
      flags.put(port.key(), new Flag("test", "0"));
    }
    flags.put("data", new Flag("test", data.toString()));
    more.forEach((key, value) -> flags.put(key, new Flag("test", value)));
    try {
      return Settings.read(Optional.empty(), Map.of(), flags);
    } catch (SettingsException e) {
      throw new IllegalStateException(e);
    }
  }
}
