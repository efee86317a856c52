package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(10);

  @Test
  void soonest_nothingBound_isTheLimit() {
    assertThat(Deadline.soonest(SHORT, NOW)).isEqualTo(new Deadline(NOW.plus(SHORT)));
  }

  @Test
  void soonest_earlierOneBound_isThatOne() {
    Deadline inner = Deadline.within(SHORT, NOW, () -> Deadline.soonest(LONG, NOW));

    assertThat(inner).isEqualTo(new Deadline(NOW.plus(SHORT)));
  }

  @Test
  void within_earlierOneBound_cannotPutItOff() {
    Deadline inner =
        Deadline.within(
            SHORT, NOW, () -> Deadline.within(LONG, NOW, () -> Deadline.soonest(LONG, NOW)));

    assertThat(inner).isEqualTo(new Deadline(NOW.plus(SHORT)));
  }

  @Test
  void left_beforeAndAfter_isNeverNegative() {
    var deadline = new Deadline(NOW.plus(SHORT));

    assertThat(deadline.left(NOW)).isEqualTo(SHORT);
    assertThat(deadline.left(NOW.plus(LONG))).isZero();
    assertThat(deadline.hasPassed(NOW.plus(SHORT).minusNanos(1))).isFalse();
    assertThat(deadline.hasPassed(NOW.plus(SHORT))).isTrue();
  }
}
