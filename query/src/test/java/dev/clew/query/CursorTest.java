package dev.clew.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TraceId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void parse_whatWasWritten_isTheSame(long key) {
    var cursor = new Cursor(key, new TraceId(-1, 2));

    assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1",
        "g-00000000000000010000000000000002",
        "1-0000000000000001000000000000000",
        "1-00000000000000000000000000000000",
        "1-00000000000000010000000000000002-3",
        "11111111111111111-00000000000000010000000000000002"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cursor needs the form that a search returned");
  }
}
