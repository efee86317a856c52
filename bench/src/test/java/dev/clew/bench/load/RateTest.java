package dev.clew.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  @Test
  void parse_max_hasNoLimit() {
    assertThat(Rate.parse("max").isMax()).isTrue();
  }

  @Test
  void parse_number_isSpansASecond() {
    assertThat(Rate.parse("2000")).isEqualTo(Rate.parse("2000/s")).isEqualTo(new Rate(2000));
    assertThat(Rate.parse("2000").nanosFor(500)).isEqualTo(250_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "", "10/m", "/s", "0", "-5", "NaN"})
  void parse_noRate_saysWhatItGot(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rate must be")
        .hasMessageContaining("got");
  }
}
