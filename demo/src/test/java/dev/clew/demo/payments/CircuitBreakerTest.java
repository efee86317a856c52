package dev.clew.demo.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();
  private final CircuitBreaker breaker = new CircuitBreaker("peer", 2, PAUSE, clock);

  @Test
  void calls_withFailuresApart_keepPassing() {
    breaker.failed();
    breaker.succeeded();
    breaker.failed();

    assertThat(breaker.tryPass()).isTrue();
  }

  @Test
  void calls_afterFailuresInARow_areStopped() {
    open();

    assertThat(breaker.tryPass()).isFalse();
  }

  @Test
  void pause_over_letsExactlyOneProbeThrough() {
    open();
    clock.advance(PAUSE);

    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isFalse();
  }

  @Test
  void probe_failing_startsThePauseAgain() {
    open();
    clock.advance(PAUSE);
    breaker.tryPass();
    breaker.failed();
    clock.advance(PAUSE.minusMillis(1));

    assertThat(breaker.tryPass()).isFalse();
  }

  private void open() {
    breaker.failed();
    breaker.failed();
  }
}
