package dev.clew.demo.payments;

import dev.clew.instrument.Clew;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Stops calls to a failing peer: opens after failures in a row, lets one probe through after a
/// pause, and closes when the probe succeeds.
///
/// Each change of state is an event on the span that caused it. Guarded by itself.
final class CircuitBreaker {
  private final String name;
  private final int mostFailures;
  private final Duration pause;
  private final InstantSource clock;

  private State state = State.CLOSED;
  private int failures;
  private Instant openedAt = Instant.EPOCH;

  /// Whether calls pass; half open, a single probe is on its way.
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  CircuitBreaker(String name, int mostFailures, Duration pause, InstantSource clock) {
    this.name = name;
    this.mostFailures = mostFailures;
    this.pause = pause;
    this.clock = clock;
  }

  /// Whether the caller may call now; if so it must say afterwards how the call went.
  synchronized boolean tryPass() {
    if (state == State.OPEN && !clock.instant().isBefore(openedAt.plus(pause))) {
      change(State.HALF_OPEN);
      return true;
    }
    return state == State.CLOSED;
  }

  synchronized State state() {
    return state;
  }

  synchronized void succeeded() {
    failures = 0;
    if (state == State.HALF_OPEN) {
      change(State.CLOSED);
    }
  }

  synchronized void failed() {
    failures++;
    if (state == State.HALF_OPEN || (state == State.CLOSED && failures >= mostFailures)) {
      openedAt = clock.instant();
      change(State.OPEN);
    }
  }

  private void change(State next) {
    Attributes change =
        Attributes.builder()
            .put("circuit_breaker.name", name)
            .put("circuit_breaker.from", state.label())
            .put("circuit_breaker.state", next.label())
            .build();
    Clew.event("circuit_breaker.state_change", change);
    state = next;
  }
}
