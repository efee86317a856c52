package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  private final Words words = new Words();

  @Test
  void code_sameWord_isTheSame() {
    int one = words.code("a");
    words.code("b");

    assertThat(words.code("a")).isEqualTo(one);
    assertThat(words.text(one)).isEqualTo("a");
  }

  @Test
  void code_halfOfASurrogatePair_isWhatIsWrittenDown() {
    assertThat(words.code("x\uD83D")).isEqualTo(words.code("x?"));
  }

  @Test
  void rank_word_neverChanges() {
    // Kept cells of cubes on disk depend on it.
    assertThat(words.rank(words.code("checkout"))).isEqualTo(4258869053523102122L);
  }
}
