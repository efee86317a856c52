package dev.clew.proof;

import dev.clew.serve.Clew;
import dev.clew.serve.settings.Flag;
import dev.clew.serve.settings.Port;
import dev.clew.serve.settings.Settings;
import dev.clew.serve.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A whole server on free ports, with a folder of its own.
record RealClew(Clew clew) {
  static RealClew open(Path data, Map<String, String> more) throws Exception {
    Map<String, Flag> flags = new HashMap<>();
    for (Port port : Port.values()) {
      flags.put(port.key(), new Flag("test", "0"));
    }
    flags.put("data", new Flag("test", data.toString()));
    more.forEach((key, value) -> flags.put(key, new Flag("test", value)));
    return new RealClew(Clew.open(settings(flags), InstantSource.system()));
  }

  private static Settings settings(Map<String, Flag> flags) throws SettingsException {
    return Settings.read(Optional.empty(), Map.of(), flags);
  }

  URI otlp() {
    return clew.addresses().otlpHttp();
  }

  URI at(Port port) {
    return clew.addresses().of(port).orElseThrow();
  }

  ReadBack readBack() {
    return new ReadBack(clew.addresses().page());
  }

  void close() throws Exception {
    clew.close();
  }
}
