package dev.clew.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(new SplittableRandom(1));

  @Test
  void next_manyTimes_doublesUpToASecond() {
    for (long longest = 20; longest < 1000; longest *= 2) {
      assertThat(backoff.next(Duration.ZERO).toMillis()).isBetween(longest / 2 - 1, longest);
    }
    assertThat(backoff.next(Duration.ZERO).toMillis()).isBetween(499L, 1000L);
    assertThat(backoff.next(Duration.ZERO).toMillis()).isBetween(499L, 1000L);
  }

  @Test
  void next_askedToWaitLonger_waitsAsLong() {
    assertThat(backoff.next(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
  }
}
