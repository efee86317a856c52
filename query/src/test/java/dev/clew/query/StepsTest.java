package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TimeRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void aligned_startAndEndBetweenMultiples_reachesAroundThem() {
    assertThat(Steps.aligned(new TimeRange(25, 41), Duration.ofNanos(10)))
        .isEqualTo(new Steps(20, 10, 4));
  }

  @Test
  void aligned_startAndEndOnMultiples_hasAStepForEach() {
    var steps = Steps.aligned(new TimeRange(20, 40), Duration.ofNanos(10));

    assertThat(steps).isEqualTo(new Steps(20, 10, 3));
    assertThat(steps.range()).isEqualTo(new TimeRange(11, 41));
  }

  @Test
  void aligned_beforeTheEpoch_isRoundedDownToo() {
    assertThat(Steps.aligned(new TimeRange(-15, -5), Duration.ofNanos(10)))
        .isEqualTo(new Steps(-20, 10, 3));
  }

  @Test
  void instant_isOneStepAsLongAsTheRange() {
    var steps = Steps.instant(new TimeRange(7, 107));

    assertThat(steps).isEqualTo(new Steps(107, 100, 1));
    assertThat(steps.range()).isEqualTo(new TimeRange(8, 108));
  }

  @Test
  void indexOf_isClosedAtTheEnd() {
    var steps = new Steps(20, 10, 3);

    assertThat(steps.indexOf(11)).isEqualTo(0);
    assertThat(steps.indexOf(20)).isEqualTo(0);
    assertThat(steps.indexOf(21)).isEqualTo(1);
    assertThat(steps.indexOf(40)).isEqualTo(2);
  }

  @Test
  void within_partOfTheTime_hasOnlyItsSteps() {
    var steps = new Steps(20, 10, 5);

    assertThat(steps.within(new TimeRange(31, 41))).isEqualTo(new Steps(40, 10, 1));
    assertThat(steps.within(new TimeRange(30, 42))).isEqualTo(new Steps(30, 10, 3));
    assertThat(steps.within(TimeRange.ALL)).isEqualTo(steps);
    assertThat(steps.within(new TimeRange(1000, 1001)).count()).isEqualTo(1);
  }

  @Test
  void aligned_tooManySteps_saysTheLeastStep() {
    var range = new TimeRange(0, Duration.ofHours(1).toNanos());

    assertThatThrownBy(() -> Steps.aligned(range, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too small");
  }

  @Test
  void aligned_allOfTime_isRefused() {
    assertThatThrownBy(() -> Steps.aligned(TimeRange.ALL, Duration.ofDays(36_500)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Steps.instant(TimeRange.ALL))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Steps.aligned(new TimeRange(0, 1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
