package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountTest {
  @Test
  void parse_withAndWithoutUnit_isTheNumber() {
    assertThat(Count.parse("500")).isEqualTo(new Count(500));
    assertThat(Count.parse("20k")).isEqualTo(new Count(20_000));
    assertThat(Count.parse("10M")).isEqualTo(new Count(10_000_000));
    assertThat(Count.parse("1G")).isEqualTo(new Count(1_000_000_000));
  }

  @Test
  void parse_otherUnit_saysWhatItGot() {
    assertThatThrownBy(() -> Count.parse("10m"))
        .hasMessageContaining("10M")
        .hasMessageEndingWith("got 10m");
  }
}
