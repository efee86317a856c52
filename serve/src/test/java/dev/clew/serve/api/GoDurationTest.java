package dev.clew.serve.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public final class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1ns, 1",
    "1.2s, 1200000000",
    "100ms, 100000000",
    "500us, 500000",
    "500µs, 500000",
    "500μs, 500000",
    "1h2m3.5s, 3723500000000",
    ".5ms, 500000",
    "1.ms, 1000000",
    "1.9ns, 1",
    "-1s, -1000000000",
    "+1s, 1000000000",
    "9223372036854775807ns, 9223372036854775807"
  })
  void parse_anyForm_isNanoseconds(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", ".s", "1x", "1 s", "1mss", "1s1", "--1s", "1e3s", "١s"})
  void parse_anythingElse_saysWhatItGot(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage("needs a duration such as 1.2s, 100ms or 500us, got \"" + text + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808ns", "9999999h", "99999999999999999999h1s"})
  void parse_tooLong_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessageStartingWith("needs a duration of at most 292 years");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "999, 999ns",
    "1500, 1.5µs",
    "103000000, 103ms",
    "-1500000000, -1.5s",
    "60000000000, 1m0s",
    "3723500000000, 1h2m3.5s"
  })
  void format_anyLength_isAsGoWritesIt(long nanos, String text) {
    assertThat(GoDuration.format(nanos)).isEqualTo(text);
  }
}
