package dev.clew.query.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PatternsTest {
  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void matches_patternThatBacktrackersChokeOn_isQuick() {
    String text = "a".repeat(20_000) + "!";

    assertThat(Patterns.compile("(a*)*(a|aa)+").matches(text)).isFalse();
  }

  @Test
  void compile_tooLong_isRefused() {
    assertThatThrownBy(() -> Patterns.compile("a".repeat(1001)))
        .hasMessage("pattern needs at most 1000 characters, got 1001");
  }

  @Test
  void compile_whatOnlyBacktrackersKnow_isRefused() {
    assertThatThrownBy(() -> Patterns.compile("(a)\\1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("pattern needs RE2 syntax");
  }
}
