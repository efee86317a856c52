package dev.clew.instrument;

import java.util.Map;

/// What can start tracing; `clew-sdk` provides one, found by the service loader.
public interface Starter {
  /// Starts with the given settings; the environment and system properties win over them.
  Running start(Map<String, String> settings);
}
