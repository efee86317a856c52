package dev.clew.serve.http;

import java.util.Optional;

/// Whether Clew takes and answers at present. Any thread.
public final class Readiness {
  private volatile Phase phase = Phase.STARTING;

  private enum Phase {
    STARTING,
    OPEN,
    STOPPING
  }

  public void opened() {
    phase = Phase.OPEN;
  }

  public void stopping() {
    phase = Phase.STOPPING;
  }

  /// Why not, if not.
  public Optional<String> problem() {
    return switch (phase) {
      case STARTING -> Optional.of("Clew is starting");
      case OPEN -> Optional.empty();
      case STOPPING -> Optional.of("Clew is stopping");
    };
  }
}
