package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StableOrderTest {
  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sort_partOfNumbers_ordersThemByKeyAndKeepsTheOrderOfEqualOnes(int seed) {
    var random = new SplittableRandom(seed);
    int count = random.nextInt(1, 500);
    long[] keys = random.longs(count, -5, random.nextInt(-4, 1000)).toArray();
    int from = random.nextInt(count);
    int[] numbers = StableOrder.identity(count);

    StableOrder.sort(numbers, from, count, keys);

    assertThat(IntStream.of(numbers).limit(from))
        .containsExactlyElementsOf(IntStream.range(0, from).boxed().toList());
    assertThat(IntStream.of(numbers).skip(from).boxed())
        .containsExactlyElementsOf(
            IntStream.range(from, count)
                .boxed()
                .sorted(Comparator.comparingLong(number -> keys[number]))
                .toList());
  }
}
