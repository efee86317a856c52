package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.store.cube.Histogram;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LatencySumTest {
  static long[] seeds() {
    return new SplittableRandom(29).longs(100).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sum_ofParts_isTheHistogramOfAll(long seed) {
    var random = new SplittableRandom(seed);
    var all = new Histogram();
    List<Histogram> parts = List.of(new Histogram(), new Histogram(), new Histogram());
    for (int count = random.nextInt(1, 500); count > 0; count--) {
      long nanos = random.nextLong() >>> random.nextInt(1, 64);
      all.add(nanos);
      parts.get(random.nextInt(3)).add(nanos);
    }

    LatencySum sum = LatencySum.of(parts);

    long probe = random.nextLong() >>> random.nextInt(1, 64);
    assertThat(sum.count()).isEqualTo(all.count());
    assertThat(sum.countUpTo(probe)).isEqualTo(all.countUpTo(probe));
    assertThat(sum.sum()).isEqualTo(all.sum());
    for (double part : new double[] {0, 0.5, 0.95, random.nextDouble(), 1}) {
      assertThat(sum.quantile(part)).isEqualTo(all.quantile(part));
    }
  }

  @Test
  void sum_ofNothing_isNothing() {
    var sum = new LatencySum();

    assertThat(sum.count()).isZero();
    assertThat(sum.countUpTo(Long.MAX_VALUE)).isZero();
    assertThat(sum.quantile(0.5)).isZero();
    assertThat(sum.sum()).isZero();
  }

  @Test
  void quantile_noPartOfAll_saysWhatMustHold() {
    assertThatThrownBy(() -> new LatencySum().quantile(2)).hasMessageContaining("got 2.0");
  }
}
