package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clew.store.Buckets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistogramTest {
  @Test
  void buckets_allOfThem_followEachOtherWithoutAGap() {
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      long least = Buckets.least(bucket);
      assertThat(Buckets.of(least)).isEqualTo(bucket);
      assertThat(least == 0 ? -1 : Buckets.of(least - 1)).isEqualTo(bucket - 1);
    }
    assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(Buckets.COUNT - 1);
  }

  @Test
  void quantile_smallValues_isExact() {
    var histogram = new Histogram();
    IntStream.rangeClosed(1, 60).forEach(histogram::add);

    assertThat(histogram.quantile(0)).isEqualTo(1);
    assertThat(histogram.quantile(0.5)).isEqualTo(30);
    assertThat(histogram.quantile(1)).isEqualTo(60);
  }

  @Test
  void quantile_nothingCounted_isZero() {
    assertThat(new Histogram().quantile(0.5)).isZero();
  }

  @Test
  void quantile_noPartOfAWhole_saysWhatMustHold() {
    assertThatThrownBy(() -> new Histogram().quantile(Double.NaN))
        .hasMessageContaining("between 0 and 1, got NaN");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quantile_anyValues_isWithinTheErrorOfTheSortedOne(long seed) {
    long[] values = values(new SplittableRandom(seed));
    var histogram = new Histogram();
    for (long value : values) {
      histogram.add(value);
    }
    Arrays.sort(values);
    for (double part : new double[] {0, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
      int rank = Math.max(1, (int) Math.ceil(part * values.length));
      double exact = values[rank - 1];
      assertThat((double) histogram.quantile(part))
          .isCloseTo(exact, within(exact * Buckets.RELATIVE_ERROR));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void merge_twoHalves_isTheWhole(long seed) {
    long[] values = values(new SplittableRandom(seed));
    var whole = new Histogram();
    var halves = new Histogram[] {new Histogram(), new Histogram()};
    for (int at = 0; at < values.length; at++) {
      whole.add(values[at]);
      halves[at % 2].add(values[at]);
    }
    halves[0].merge(halves[1]);

    assertThat(halves[0].count()).isEqualTo(values.length);
    assertThat(buckets(halves[0])).isEqualTo(buckets(whole));
  }

  private static List<String> buckets(Histogram histogram) {
    return IntStream.range(0, histogram.size())
        .mapToObj(place -> histogram.bucketAt(place) + ": " + histogram.countAt(place))
        .toList();
  }

  @Test
  void countUpTo_valueBetween_countsItsBucketAndThoseBelow() {
    var histogram = new Histogram();
    histogram.add(10);
    histogram.add(1000);
    histogram.add(1001);
    histogram.add(5000);

    assertThat(histogram.countUpTo(9)).isZero();
    assertThat(histogram.countUpTo(1000)).isEqualTo(3);
  }

  private static long[] values(SplittableRandom random) {
    int count = random.nextInt(1, 2000);
    return random.longs(count).map(value -> value >>> random.nextInt(1, 64)).toArray();
  }

  static long[] seeds() {
    return new SplittableRandom(11).longs(200).toArray();
  }
}
