package dev.clew.serve.api.clew;

import dev.clew.store.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What the process knows of itself and tells on request.
public record Vitals(
    Instant started,
    Supplier<Config> config,
    Supplier<Traffic> traffic,
    Supplier<StoreStatus> store) {

  /// What does not change while the process runs.
  public record Config(
      String version, Duration retention, int maxSearchLimit, int otlpGrpcPort, int otlpHttpPort) {}

  /// What came in since the process started.
  ///
  /// @param lastSpanNanos when the newest request was acknowledged, in nanoseconds since the epoch
  public record Traffic(long received, long refused, OptionalLong lastSpanNanos) {}
}
