package dev.clew.store.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceCloserTest {
  private static final CloseLimits LIMITS =
      new CloseLimits(Duration.ofNanos(10), Duration.ofNanos(50), 100, 1000, 2);

  private final List<String> log = new ArrayList<>();
  private final TraceCloser closer = closer(LIMITS);

  @Test
  void closeDue_quietTrace_closesIt() {
    closer.arrived(0, 1, 1, 0);
    closer.arrived(0, 2, 1, 3);
    closer.closeDue(9);
    assertThat(log).isEmpty();

    closer.closeDue(10);

    assertThat(log).containsExactly("1 IDLE");
    assertThat(closer.openCount()).isOne();
  }

  @Test
  void closeDue_traceThatNeverRests_closesItByAge() {
    for (int now = 0; now <= 50; now += 5) {
      closer.arrived(0, 1, 1, now);
      closer.closeDue(now);
    }

    assertThat(log).containsExactly("1 AGE");
  }

  @Test
  void arrived_tooManyRows_closesTheTraceAtOnce() {
    closer.arrived(0, 1, 99, 0);
    closer.arrived(0, 1, 1, 1);

    assertThat(log).containsExactly("1 SIZE");
  }

  @Test
  void arrived_noRoom_closesTheOneQuietTheLongest() {
    var limits = new CloseLimits(LIMITS.idle(), LIMITS.maxAge(), 100, 2, 2);
    var small = closer(limits);
    small.arrived(0, 1, 1, 0);
    small.arrived(0, 2, 1, 1);
    small.arrived(0, 1, 1, 2);

    small.arrived(0, 3, 1, 3);

    assertThat(log).containsExactly("2 CROWDED");
  }

  @Test
  void arrived_closedTrace_isLateUntilForgotten() {
    closer.arrived(0, 1, 1, 0);
    closer.closeDue(10);
    assertThat(closer.arrived(0, 1, 1, 11)).isFalse();
    assertThat(closer.lateKnownSinceNanos()).isEqualTo(Long.MIN_VALUE);

    closer.arrived(0, 2, 100, 12);
    closer.arrived(0, 3, 100, 13);

    assertThat(closer.arrived(0, 2, 1, 14)).isFalse();
    assertThat(closer.arrived(0, 1, 1, 14)).isTrue();
    assertThat(closer.forgottenCount()).isOne();
    assertThat(closer.lateKnownSinceNanos()).isEqualTo(10);
  }

  @Test
  void arrived_clockGoesBack_standsStill() {
    closer.arrived(0, 1, 1, 100);
    closer.arrived(0, 2, 1, 5);
    closer.closeDue(109);
    assertThat(log).isEmpty();

    closer.closeDue(110);

    assertThat(log).containsExactly("1 IDLE", "2 IDLE");
  }

  @Test
  void arrived_sameLowHalves_areDifferentTraces() {
    closer.arrived(1, 1, 100, 0);

    assertThat(closer.arrived(2, 1, 1, 0)).isTrue();
  }

  @Test
  void limits_ageShorterThanIdle_saysWhatMustHold() {
    assertThatThrownBy(() -> new CloseLimits(Duration.ofSeconds(2), Duration.ofSeconds(1), 1, 1, 1))
        .hasMessageContaining("maxAge must not be shorter than idle");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void closer_anySequence_doesWhatTheModelDoes(long seed) {
    var random = new SplittableRandom(seed);
    var idle = Duration.ofNanos(random.nextInt(1, 30));
    var age = idle.plusNanos(random.nextInt(60));
    var limits = new CloseLimits(idle, age, random.nextInt(1, 20), random.nextInt(1, 200), 40);
    var model = new TraceCloserModel(limits);
    var real = closer(limits);
    long now = 0;
    for (int step = 0; step < 1500; step++) {
      now += random.nextInt(3) / 2;
      long trace = random.nextInt(1, 400);
      int rows = random.nextInt(1, 4);
      assertThat(real.arrived(7, trace, rows, now)).isEqualTo(model.arrived(trace, rows, now));
      if (random.nextInt(5) == 0) {
        real.closeDue(now);
        model.closeDue(now);
      }
    }
    assertThat(log).isEqualTo(model.log());
    assertThat(real.openCount()).isEqualTo(model.openCount());
    assertThat(real.forgottenCount()).isEqualTo(model.forgottenCount());
  }

  private TraceCloser closer(CloseLimits limits) {
    return new TraceCloser(limits, (_, low, reason) -> log.add(low + " " + reason));
  }

  static long[] seeds() {
    return new SplittableRandom(9).longs(100).toArray();
  }
}
