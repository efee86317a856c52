package dev.clew.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtentTest {
  @Test
  void and_parts_reachFromTheFirstStartToTheLastEnd() {
    assertThat(new Extent(5, 9).and(new Extent(2, 7))).isEqualTo(new Extent(2, 9));
    assertThat(new Extent(2, 3).and(new Extent(5, 9)).durationNanos()).isEqualTo(7);
  }

  @Test
  void durationNanos_clocksFarApart_isTheMostOrNothing() {
    assertThat(new Extent(Long.MIN_VALUE, Long.MAX_VALUE).durationNanos())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(new Extent(Long.MAX_VALUE, Long.MIN_VALUE).durationNanos()).isZero();
  }
}
