package dev.clew.query.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.Labels;
import dev.clew.query.Series;
import dev.clew.testkit.Gen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spans that are counted run by run come to the same as those that are counted one by one.
class DistributionTallyTest {
  private static final int STEPS = 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void add_runsOfIntegers_areCountedAsEach(long seed) {
    var gen = new Gen(seed);
    var runs = new DistributionTally(STEPS, List.of(), 1);
    var each = new DistributionTally(STEPS, List.of(), 1);
    for (int slices = 0; slices < 5; slices++) {
      Slice slice = slice(gen);
      each.add(slice);
      slice.numbers = new NumberColumn(slice.numbers.types(), slice.numbers.bits(), true);
      runs.add(slice);
    }
    for (int group = 0; group < 3; group++) {
      assertThat(shown(runs, group)).isEqualTo(shown(each, group));
    }
    assertThat(runs.moreRows()).isEqualTo(each.moreRows()).isPositive();
  }

  /// Long runs and short ones, some of no group.
  private static Slice slice(Gen gen) {
    var slice = new Slice();
    slice.size = Slice.MOST - gen.random().nextInt(100);
    byte[] types = new byte[Slice.MOST];
    Arrays.fill(types, NumberColumn.INTEGER);
    long[] numbers = new long[Slice.MOST];
    for (int at = 0; at < slice.size; at++) {
      boolean isAsBefore = at > 0 && !gen.chance(at < 300 ? 0.01 : 0.3);
      slice.groups[at] = isAsBefore ? slice.groups[at - 1] : gen.random().nextInt(4) - 1;
      slice.steps[at] = isAsBefore ? slice.steps[at - 1] : gen.random().nextInt(STEPS);
      numbers[at] = gen.random().nextLong() >> gen.random().nextInt(64);
    }
    slice.numbers = new NumberColumn(types, numbers);
    return slice;
  }

  private static List<List<Object>> shown(DistributionTally tally, int group) {
    return tally.series(group, Labels.NONE).stream().map(DistributionTallyTest::shown).toList();
  }

  private static List<Object> shown(Series series) {
    return List.of(series.labels(), IntStream.range(0, STEPS).mapToObj(series::point).toList());
  }
}
