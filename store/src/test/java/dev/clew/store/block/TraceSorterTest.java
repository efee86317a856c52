package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceSorterTest {
  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sort_rowsOfATrace_ordersThemByTheLastStartOfTheirSpan(int seed) {
    var random = new SplittableRandom(seed);
    int count = random.nextInt(2, 200);
    long[] starts = random.longs(count, -50, 50).toArray();
    long[] spanIds = random.longs(count, 1, 1 + random.nextInt(1, 300)).toArray();
    int from = random.nextInt(count);
    Map<Long, Long> keys = new HashMap<>();
    IntStream.range(from, count).forEach(row -> keys.put(spanIds[row], starts[row]));
    int[] rows = IntStream.range(0, count).toArray();

    new TraceSorter(starts, spanIds).sort(rows, from, count);

    assertThat(IntStream.of(rows).limit(from).toArray())
        .isEqualTo(IntStream.range(0, from).toArray());
    assertThat(IntStream.of(rows).skip(from).boxed())
        .containsExactlyElementsOf(
            IntStream.range(from, count)
                .boxed()
                .sorted(Comparator.comparing(row -> keys.get(spanIds[row])))
                .toList());
  }
}
