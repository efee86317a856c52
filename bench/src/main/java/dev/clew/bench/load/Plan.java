package dev.clew.bench.load;

import dev.clew.bench.data.Recipe;
import dev.clew.wire.Encoding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a run sends, where to, how fast and for how long.
///
/// @param rate spans a second; [#MAX_RATE] for as many as are acknowledged
/// @param spans after which the run ends, to the request; `Long.MAX_VALUE` for no such end
/// @param connections each with one request at a time
/// @param acked where to record what was acknowledged
public record Plan(
    URI endpoint,
    Protocol protocol,
    Encoding encoding,
    double rate,
    Duration duration,
    long spans,
    int connections,
    Recipe recipe,
    Optional<Path> acked) {
  public static final double MAX_RATE = Double.POSITIVE_INFINITY;

  public Plan {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate must be above 0 spans a second, got " + rate);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration must be above 0, got " + duration);
    }
    if (connections < 1 || connections > 1_000) {
      throw new IllegalArgumentException("connections must be from 1 to 1000, got " + connections);
    }
  }

  /// Full speed over gRPC with zstd and eight connections.
  public static Plan fullSpeed(URI endpoint, Duration duration, Recipe recipe) {
    return new Plan(
        endpoint,
        Protocol.GRPC,
        Encoding.ZSTD,
        MAX_RATE,
        duration,
        Long.MAX_VALUE,
        8,
        recipe,
        Optional.empty());
  }

  public Plan withAcked(Path file) {
    return new Plan(
        endpoint,
        protocol,
        encoding,
        rate,
        duration,
        spans,
        connections,
        recipe,
        Optional.of(file));
  }

  boolean paced() {
    return rate != MAX_RATE;
  }
}
