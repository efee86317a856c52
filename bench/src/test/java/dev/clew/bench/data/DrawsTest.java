package dev.clew.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void below_aPowerOfTwo_isWorthItsBits() {
    assertThat(bitsPerDraw(draws -> draws.below(8))).isEqualTo(3, within(1e-9));
  }

  @Test
  void chance_drawnOften_isWorthItsEntropy() {
    double entropy = -(0.05 * Math.log(0.05) + 0.95 * Math.log(0.95)) / Math.log(2);

    assertThat(bitsPerDraw(draws -> draws.chance(0.05))).isEqualTo(entropy, within(0.01));
  }

  @Test
  void weighted_drawnOften_isWorthItsEntropy() {
    assertThat(bitsPerDraw(draws -> draws.weighted(0.5, 0.25, 0.25))).isEqualTo(1.5, within(0.01));
  }

  @Test
  void logNormal_drawnOften_isWorthItsDifferentialEntropy() {
    double entropy = Math.log(1e6 * 0.5 * Math.sqrt(2 * Math.PI * Math.E)) / Math.log(2);

    assertThat(bitsPerDraw(draws -> draws.logNormal(1e6, 0.5))).isEqualTo(entropy, within(0.02));
  }

  @Test
  void countDigits_three_isWorthAThousandChoices() {
    assertThat(bitsPerDraw(draws -> draws.countDigits(3)))
        .isEqualTo(Math.log(1000) / Math.log(2), within(1e-9));
  }

  private static double bitsPerDraw(Consumer<Draws> draw) {
    Draws draws = new Draws(new SplittableRandom(1));
    int count = 100_000;
    for (int at = 0; at < count; at++) {
      draw.accept(draws);
    }
    return draws.bits() / count;
  }
}
