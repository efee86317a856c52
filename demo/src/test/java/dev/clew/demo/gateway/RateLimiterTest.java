package dev.clew.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.demo.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final ManualClock clock = new ManualClock();
  private final RateLimiter limiter = new RateLimiter(clock);
  private final Identity trial = new Identity("t1", Tier.TRIAL);

  @Test
  void trial_afterAPause_isLetInAgain() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.decide(trial).isAllowed()).isTrue();
    }
    assertThat(limiter.decide(trial).isAllowed()).isFalse();

    clock.advance(Duration.ofSeconds(6));

    assertThat(limiter.decide(trial).isAllowed()).isTrue();
  }
}
