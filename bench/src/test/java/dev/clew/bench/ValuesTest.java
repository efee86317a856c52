package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.wire.Encoding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "10m,PT10M", "2h,PT2H"})
  void duration_numberAndUnit_isRead(String text, Duration duration) {
    assertThat(Values.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "1.5s", "-1s", "30 s", "3d", "9999999999s"})
  void duration_noNumberAndUnit_saysWhatItGot(String text) {
    assertThatThrownBy(() -> Values.duration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got " + text);
  }

  @ParameterizedTest
  @CsvSource({"none,IDENTITY", "gzip,GZIP", "zstd,ZSTD"})
  void encoding_word_isRead(String text, Encoding encoding) {
    assertThat(Values.encoding(text)).isEqualTo(encoding);
  }

  @Test
  void encoding_otherWord_saysWhatItGot() {
    assertThatThrownBy(() -> Values.encoding("snappy"))
        .hasMessage("encoding must be none, gzip or zstd, got snappy");
  }
}
