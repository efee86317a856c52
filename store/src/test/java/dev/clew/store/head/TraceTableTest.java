package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceTableTest {
  private static final int ROWS = 10_000;

  private final TraceTable table = new TraceTable(new HeadMemory(SpareMemory.none()));
  private final List<List<Integer>> rows = new ArrayList<>();

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  /// Ids that differ in one half only, as hostile clients may send them.
  private static long high(int trace) {
    return trace % 2 == 0 ? 1 : (long) trace << 32;
  }

  private static long low(int trace) {
    return trace % 2 == 0 ? (long) trace << 48 | 1 : 0;
  }

  private void fill(SplittableRandom random, int traces, int from, int to) {
    int trace = 0;
    for (int row = from; row < to; row++) {
      trace = random.nextBoolean() ? trace : random.nextInt(traces);
      int number = table.add(high(trace), low(trace), row);
      if (number == rows.size()) {
        rows.add(new ArrayList<>());
      }
      rows.get(number).add(row);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rows_ofAnyMoment_areThoseBeforeIt(int seed) {
    var random = new SplittableRandom(seed);
    int traces = 1 << random.nextInt(1, 13);
    fill(random, traces, 0, ROWS / 2);
    List<List<Integer>> expected = rows.stream().map(List::copyOf).toList();

    TraceTable.Snapshot then = table.snapshot();
    fill(random, traces, ROWS / 2, ROWS);

    assertThat(
            IntStream.range(0, then.size())
                .mapToObj(each -> IntStream.of(then.rows(each, ROWS / 2)).boxed().toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void find_anyTrace_givesItsNumber(int seed) {
    fill(new SplittableRandom(seed), 500, 0, ROWS);
    TraceTable.Snapshot all = table.snapshot();

    for (int number = 0; number < all.size(); number++) {
      assertThat(table.find(all.highs().get(number), all.lows().get(number))).isEqualTo(number);
    }
    assertThat(table.find(7, 7)).isEqualTo(TraceTable.NONE);
  }
}
