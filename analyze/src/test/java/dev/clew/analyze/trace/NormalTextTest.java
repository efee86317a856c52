package dev.clew.analyze.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Read timed out after 3000 ms|Read timed out after # ms",
        "took 1.5s|took #s",
        "10.0.0.7:5432 refused|# refused",
        "no order 550e8400-e29b-41d4-beef-446655440000|no order #",
        "SELECT * FROM t WHERE id = 42 AND n = 'x'|SELECT * FROM t WHERE id = # AND n = '…'",
        "user42 at 2026-01-02|user# at #",
        "can't open, won't retry|can't open, won't retry",
        "trace 7f3a9c failed|trace # failed",
        "dead beef|dead beef",
        "an \"open quote|an \"open quote",
        "5, 6|#, #",
        "e2e|e#e",
      })
  void text_losesWhatVaries(String text, String normal) {
    assertThat(NormalText.of(text)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void normalText_staysAsItIs(long seed) {
    var gen = new Gen(seed);

    for (int round = 0; round < 50; round++) {
      String text = gen.text() + " " + gen.random().nextInt(1 << 20) + "-" + gen.word();
      String normal = NormalText.of(text);
      assertThat(NormalText.of(normal)).isEqualTo(normal);
      assertThat(normal.chars()).noneMatch(c -> c >= '0' && c <= '9');
    }
  }

  @Test
  void longText_countsByItsStart() {
    assertThat(NormalText.of("x".repeat(5000))).hasSize(1024);
  }
}
