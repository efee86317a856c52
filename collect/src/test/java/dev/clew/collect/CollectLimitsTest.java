package dev.clew.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.wire.otlp.SpanLimits;
import dev.clew.wire.otlp.SpanProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectLimitsTest {
  @Test
  void newLimits_noRoomForABody_areRefused() {
    assertThatThrownBy(() -> new CollectLimits(0, Duration.ZERO, SpanLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("largest body needs at least 1 byte, got 0");
  }

  @Test
  void newLimits_negativeTimeAhead_areRefused() {
    assertThatThrownBy(() -> new CollectLimits(1, Duration.ofNanos(-1), SpanLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be negative, got PT-0.000000001S");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void rejection_ofEveryProblem_isThereAndSaysTheSame(SpanProblem problem) {
    assertThat(Rejection.valueOf(problem.name()).rule()).isEqualTo(problem.rule()).isNotBlank();
  }
}
