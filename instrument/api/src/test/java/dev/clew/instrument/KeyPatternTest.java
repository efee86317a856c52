package dev.clew.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {
  @ParameterizedTest
  @CsvSource({
    "user:4711:cart, user:{}:cart",
    "session:550e8400-e29b-41d4-a716-446655440000, session:{}",
    "config, config",
    "user:jane@example.com, user:{}",
    "a/b/9f86d081, a/b/{}",
  })
  void of_key_hidesIds(String key, String pattern) {
    assertThat(KeyPattern.of(key)).isEqualTo(pattern);
  }

  @Test
  void of_longKey_isBounded() {
    assertThat(KeyPattern.of("a".repeat(10_000))).hasSize(128);
  }
}
