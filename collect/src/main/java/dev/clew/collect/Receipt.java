package dev.clew.collect;

import java.time.Duration;

/// What became of a request that a client sent.
public sealed interface Receipt {
  /// All spans are durable; a request without spans is `Stored(0)`.
  record Stored(int spans) implements Receipt {}

  /// The others are durable; the rejected could never be stored, so sending them again is of no
  /// use.
  record PartlyStored(int spans, int rejected, String reason) implements Receipt {}

  /// The body is not what its content type says, or never will be acceptable.
  record Malformed(String reason) implements Receipt {}

  /// The body, inflated or not, is over the limit.
  record TooLarge(String reason) implements Receipt {}

  /// Nothing was kept, and the same request will be welcome after a while.
  record Refused(String reason, Duration retryAfter) implements Receipt {}
}
