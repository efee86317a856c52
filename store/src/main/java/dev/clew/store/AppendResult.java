package dev.clew.store;

import java.time.Duration;

/// What became of an append.
public sealed interface AppendResult {
  /// The spans are durable.
  record Stored(int spans) implements AppendResult {}

  /// The store cannot take spans now and keeps nothing of the request; sending it again later
  /// helps.
  record Refused(String reason, Duration retryAfter) implements AppendResult {}
}
