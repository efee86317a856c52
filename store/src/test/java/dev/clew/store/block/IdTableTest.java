package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdTableTest {
  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void find_idsThatWerePut_givesTheFirstNumberOfEach(int seed) {
    var random = new SplittableRandom(seed);
    var table = new IdTable();
    for (int round = 0; round < 3; round++) {
      Map<Long, Integer> expected = new HashMap<>();
      int count = random.nextInt(1, 400);
      table.clear(count);
      for (int number = 0; number < count; number++) {
        long id = random.nextLong(300);
        expected.putIfAbsent(id, number);
        assertThat(table.put(id, number)).isEqualTo(expected.get(id));
      }

      for (long id = 0; id < 300; id++) {
        assertThat(table.find(id)).isEqualTo(expected.getOrDefault(id, IdTable.NONE));
      }
    }
  }
}
