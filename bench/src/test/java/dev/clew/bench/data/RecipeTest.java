package dev.clew.bench.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecipeTest {
  @Test
  void recipe_noTraces_saysTheRange() {
    assertThatThrownBy(() -> new Recipe(1, 20, 0, 500))
        .hasMessage("traces must be from 1 to 5000, got 0");
  }

  @Test
  void recipe_hugeBatch_saysTheRange() {
    assertThatThrownBy(() -> new Recipe(1, 20, 10, 20_001))
        .hasMessage("batch must be from 1 to 20000, got 20001");
  }
}
