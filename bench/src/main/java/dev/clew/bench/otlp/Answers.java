package dev.clew.bench.otlp;

import dev.clew.wire.proto.MalformedException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Reads what receivers say beside the status.
final class Answers {
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  /// As long as a receiver may make the generator wait.
  private static final long LONGEST_WAIT_SECONDS = 60;

  private Answers() {}

  /// The outcome of a success whose body is an `ExportTraceServiceResponse`.
  static Outcome success(byte[] response) {
    try {
      Message partial = new Message(response).message(1);
      long rejected = partial.number(1);
      return rejected == 0
          ? new Outcome.Acknowledged()
          : new Outcome.PartlyRejected(rejected, partial.text(2));
    } catch (MalformedException malformed) {
      return new Outcome.Refused("success with an unreadable answer: " + malformed.getMessage());
    }
  }

  /// The outcome of a success that is told in JSON; one that says more than that is none.
  static Outcome jsonSuccess(String response) {
    return response.strip().equals("{}")
        ? new Outcome.Acknowledged()
        : new Outcome.Refused("success with a reservation: " + response);
  }

  /// The wait of a `Retry-After` header in seconds; zero when it has none.
  static Duration retryAfter(String header) {
    try {
      return bounded(Long.parseLong(header.strip()));
    } catch (NumberFormatException _) {
      return Duration.ZERO;
    }
  }

  /// The delay of the `RetryInfo` in a `grpc-status-details-bin` trailer, when it has one.
  static Optional<Duration> retryDelay(String trailer) {
    try {
      Message detail = new Message(Base64.getDecoder().decode(trailer)).message(3);
      return detail.text(1).equals(RETRY_INFO)
          ? Optional.of(delay(detail.message(2).message(1)))
          : Optional.empty();
    } catch (MalformedException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Duration delay(Message duration) {
    return bounded(duration.number(1)).plusNanos(Math.clamp(duration.number(2), 0, 999_999_999));
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_WAIT_SECONDS));
  }
}
