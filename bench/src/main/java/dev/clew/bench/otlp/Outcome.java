package dev.clew.bench.otlp;

import java.time.Duration;

/// What became of one request.
public sealed interface Outcome {
  /// All spans were taken.
  record Acknowledged() implements Outcome {}

  /// The answer was success, but some spans were rejected for good.
  record PartlyRejected(long spans, String reason) implements Outcome {}

  /// Sending the same bytes again may succeed.
  ///
  /// @param after how long the receiver asks to wait; zero when it does not say
  record Retryable(Duration after, String reason) implements Outcome {}

  /// Sending the same bytes again cannot succeed.
  record Refused(String reason) implements Outcome {}
}
