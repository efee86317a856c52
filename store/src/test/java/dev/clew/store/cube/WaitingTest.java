package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.store.Buckets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaitingTest {
  static long[] seeds() {
    return new SplittableRandom(17).longs(50).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moveTo_inSeveralGoes_isWhatOneByOneCounts(long seed) {
    var random = new SplittableRandom(seed);
    var cells = new Cells(new Words(), 1000);
    int cellCount = random.nextInt(1, 70);
    var expected = new Measures[cellCount];
    for (int cell = 0; cell < cellCount; cell++) {
      assertThat(cells.number(0, cell, 0, 0)).isEqualTo(cell);
      expected[cell] = new Measures();
    }
    var waiting = new Waiting();
    for (int go = random.nextInt(1, 5); go > 0; go--) {
      for (int count = random.nextInt(2000); count > 0; count--) {
        int cell = random.nextInt(random.nextInt(cellCount) + 1);
        long nanos = random.nextLong() >>> random.nextInt(1, 64);
        boolean hasError = random.nextBoolean();
        waiting.add(cell, nanos, hasError);
        expected[cell].add(nanos, hasError);
      }
      waiting.moveTo(cells);
    }

    for (int cell = 0; cell < cellCount; cell++) {
      assertThat(counts(cells.measures(cell))).isEqualTo(counts(expected[cell]));
      assertThat(cells.measures(cell).errors()).isEqualTo(expected[cell].errors());
      assertThat(cells.measures(cell).count()).isEqualTo(expected[cell].count());
    }
  }

  private static long[] counts(Measures measures) {
    long[] counts = new long[Buckets.COUNT];
    measures.durations().each((bucket, count) -> counts[bucket] += count);
    return counts;
  }
}
