package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowSetTest {
  private static final RowOrder.Traces NO_TRACES = new RowOrder.Traces(0);

  /// How many of the rows have values.
  private static final double[] SHARES = {0, 0.04, 0.25, 0.5, 0.75, 1};

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  /// Some order of rows, in two pages.
  private static RowOrder order(SplittableRandom random, int rowCount) {
    int[] sources =
        IntStream.range(0, rowCount)
            .boxed()
            .sorted(Comparator.comparingInt(row -> new SplittableRandom(row ^ rowCount).nextInt()))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] places = new int[rowCount];
    IntStream.range(0, rowCount).forEach(place -> places[sources[place]] = place);
    int[] firstRows = {0, random.nextInt(1, rowCount), rowCount};
    return new RowOrder(places, sources, new int[0], firstRows, NO_TRACES);
  }

  /// Rows in ascending order, some several times where `most` is above 1.
  private static int[] rows(SplittableRandom random, int rowCount, double share, int most) {
    return IntStream.range(0, rowCount)
        .filter(_ -> random.nextDouble() < share)
        .flatMap(row -> IntStream.generate(() -> row).limit(random.nextInt(1, most + 1)))
        .toArray();
  }

  /// Arrays as other sets leave them.
  private static SpareArrays usedArrays() {
    var arrays = new SpareArrays();
    for (int length = 2; length < 2000; length = length * 3 / 2) {
      int[] used = new int[length];
      Arrays.fill(used, -7);
      arrays.giveBack(used);
    }
    return arrays;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void move_valuesOfSomeRows_putsThemWhereTheirRowsGo(int seed) {
    var random = new SplittableRandom(seed);
    var arrays = usedArrays();
    int rowCount = random.nextInt(2, 500);
    RowOrder order = order(random, rowCount);
    int most = random.nextInt(1, 4);
    int[] rows = rows(random, rowCount, SHARES[seed % SHARES.length], most);
    long[] values = IntStream.range(0, rows.length).mapToLong(at -> at).toArray();
    RowSet set = RowSet.of(rows, rows.length, order, arrays);
    long[] moved = new long[rows.length];

    set.move(values, moved);

    long[] expected =
        Arrays.stream(values)
            .boxed()
            .sorted(Comparator.comparingInt(at -> order.places()[rows[at.intValue()]]))
            .mapToLong(Long::longValue)
            .toArray();
    assertThat(moved).isEqualTo(expected);
    assertThat(Arrays.copyOf(set.rows(), rows.length)).isSorted();
    assertThat(set.isOnceARow()).isEqualTo(Arrays.stream(rows).distinct().count() == rows.length);
    assertThat(set.first(1))
        .isEqualTo(
            (int) IntStream.of(rows).filter(r -> order.places()[r] < order.firstRows()[1]).count());
  }
}
