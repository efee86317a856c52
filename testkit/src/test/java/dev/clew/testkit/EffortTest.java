package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffortTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "false"})
  void isLong_propertyNotSet_isFalse(@Nullable String property) {
    assertThat(Effort.isLong(property)).isFalse();
  }

  @Test
  void isLong_propertySet_isTrue() {
    assertThat(Effort.isLong("true")).isTrue();
  }
}
