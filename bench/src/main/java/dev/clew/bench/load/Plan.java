package dev.clew.bench.load;

import dev.clew.bench.otlp.Protocol;
import dev.clew.wire.Encoding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a run does: where to send, how, how fast and for how long.
///
/// @param rounds of the data set, after which the run ends
/// @param duration after which it ends in any case
/// @param connections each with one request at a time
/// @param acked where to record what was acknowledged
public record Plan(
    URI endpoint,
    Protocol protocol,
    Encoding encoding,
    Rate rate,
    long rounds,
    Duration duration,
    int connections,
    Optional<Path> acked) {
  public static final long NO_END = Long.MAX_VALUE;

  public Plan {
    boolean isKnown =
        protocol.isUnanswered()
            ? "udp".equals(endpoint.getScheme())
            : "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!isKnown || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "endpoint must be http:// or https:// and a host, got " + endpoint);
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration must be above 0, got " + duration);
    }
    if (connections < 1 || connections > 1_000) {
      throw new IllegalArgumentException("connections must be from 1 to 1000, got " + connections);
    }
  }

  /// As much as eight connections get acknowledged, over gRPC with zstd.
  public static Plan fullSpeed(URI endpoint, Duration duration, Path acked) {
    return new Plan(
        endpoint, Protocol.GRPC, Encoding.ZSTD, Rate.MAX, NO_END, duration, 8, Optional.of(acked));
  }
}
