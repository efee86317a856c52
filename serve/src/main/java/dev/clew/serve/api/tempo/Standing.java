package dev.clew.serve.api.tempo;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the process tells about itself.
///
/// @param version which Clew this is
/// @param settings every key with its value, a line each
/// @param problem why it is not ready, if it is not
public record Standing(String version, List<String> settings, Supplier<Optional<String>> problem) {
  public Standing {
    settings = List.copyOf(settings);
  }
}
