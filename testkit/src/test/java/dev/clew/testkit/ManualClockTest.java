package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock(Instant.EPOCH);

  @Test
  void instant_untilToldOtherwise_standsStill() {
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void advance_severalTimes_addsUp() {
    clock.advance(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(2));

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusSeconds(3));
  }

  @Test
  void set_anyTime_isThen() {
    clock.advance(Duration.ofDays(1));

    clock.set(Instant.EPOCH.minusSeconds(1));

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH.minusSeconds(1));
  }
}
