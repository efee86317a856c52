package dev.clew.demo;

import dev.clew.demo.payments.CardVerdict;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything about the services that a run or a test may choose.
///
/// @param basePort the gateway's port, the others follow; 0 takes free ones
/// @param linger how long the notifier waits for messages to share a batch
/// @param spans where the spans of the named service go
public record Setup(
    int basePort,
    InstantSource clock,
    RandomGenerator random,
    Supplier<CardVerdict> cards,
    Duration cardTimeout,
    Duration linger,
    Function<String, SpanProcessor> spans) {

  int port(int offset) {
    return basePort == 0 ? 0 : basePort + offset;
  }
}
