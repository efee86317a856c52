package dev.clew.serve.api.clew;

import dev.clew.serve.api.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures the parts of one answer for its `Server-Timing` header.
///
/// Owned by the thread that answers.
final class Timing {
  private static final String NAME = "server-timing";

  private final InstantSource clock;
  private final List<String> parts = new ArrayList<>();
  private Instant from;

  Timing(InstantSource clock) {
    this.clock = clock;
    from = clock.instant();
  }

  /// Ends a part, which began where the one before ended.
  void done(String part) {
    Instant now = clock.instant();
    double millis = Duration.between(from, now).toNanos() / 1e6;
    parts.add(String.format(Locale.ROOT, "%s;dur=%.2f", part, millis));
    from = now;
  }

  void writeTo(Reply reply) {
    reply.header(NAME, String.join(", ", parts));
  }

  /// Behind a body that has begun to leave.
  void writeBehind(Reply reply) {
    reply.trailer(NAME, String.join(", ", parts));
  }
}
