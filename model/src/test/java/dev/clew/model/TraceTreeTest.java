package dev.clew.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceTreeTest {
  @Test
  void of_siblings_standInOrderOfTheirStart() {
    var tree = tree(new long[] {1, 2, 3, 4}, new long[] {0, 1, 1, 3}, new long[] {0, 30, 10, 40});

    assertThat(IntStream.range(0, 4).map(tree::spanAt)).containsExactly(0, 2, 3, 1);
    assertThat(IntStream.range(0, 4).map(tree::depth)).containsExactly(0, 1, 2, 1);
    assertThat(IntStream.range(0, 4).map(tree::size)).containsExactly(4, 2, 1, 1);
    assertThat(IntStream.range(0, 4).map(tree::parentRow)).containsExactly(-1, 0, 1, 0);
  }

  @Test
  void of_missingParent_isAnOrphanAtDepthZero() {
    var tree = tree(new long[] {1, 2}, new long[] {0, 99}, new long[] {0, 1});

    assertThat(tree.isOrphan(1)).isTrue();
    assertThat(tree.depth(1)).isZero();
    assertThat(tree.orphanCount()).isOne();
  }

  @Test
  void of_circle_isCutAtItsEarliestSpan() {
    var tree = tree(new long[] {1, 2, 3}, new long[] {3, 1, 2}, new long[] {20, 10, 30});

    assertThat(IntStream.range(0, 3).map(tree::spanAt)).containsExactly(1, 2, 0);
    assertThat(tree.isCut(0)).isTrue();
    assertThat(tree.orphanCount()).isZero();
  }

  @Test
  void of_spanThatIsItsOwnParent_standsAlone() {
    var tree = tree(new long[] {7}, new long[] {7}, new long[] {5});

    assertThat(tree.isCut(0)).isTrue();
    assertThat(tree.size(0)).isOne();
  }

  @Test
  void of_chainOfManySpans_needsNoStack() {
    int count = 200_000;
    long[] ids = IntStream.rangeClosed(1, count).asLongStream().toArray();
    long[] parents = IntStream.range(0, count).asLongStream().toArray();

    var tree = TraceTree.of(ids, parents, ids);

    assertThat(tree.depth(count - 1)).isEqualTo(count - 1);
    assertThat(tree.size(0)).isEqualTo(count);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void of_anyEdges_placesEverySpanOnceBelowItsParent(long seed) {
    var random = new SplittableRandom(seed);
    int count = random.nextInt(1, 60);
    long[] ids = random.longs(count, 1, 40).toArray();
    long[] parents = random.longs(count, 0, 45).toArray();

    var tree = tree(ids, parents, random.longs(count, 0, 50).toArray());

    int[] placed = IntStream.range(0, count).map(tree::spanAt).sorted().toArray();
    assertThat(placed).isEqualTo(IntStream.range(0, count).toArray());
    for (int row = 0; row < count; row++) {
      assertRowFits(tree, row, ids, parents);
    }
  }

  private static void assertRowFits(TraceTree tree, int row, long[] ids, long[] parents) {
    int above = tree.parentRow(row);
    if (above < 0) {
      boolean root = parents[tree.spanAt(row)] == 0;
      assertThat(root || tree.isOrphan(row) || tree.isCut(row)).isTrue();
    } else {
      assertThat(ids[tree.spanAt(above)]).isEqualTo(parents[tree.spanAt(row)]);
      assertThat(row).isBetween(above + 1, above + tree.size(above) - 1);
      assertThat(tree.depth(row)).isEqualTo(tree.depth(above) + 1);
    }
  }

  static long[] seeds() {
    return new SplittableRandom(1).longs(200).toArray();
  }

  private static TraceTree tree(long[] ids, long[] parents, long[] starts) {
    return TraceTree.of(ids.clone(), Arrays.copyOf(parents, parents.length), starts.clone());
  }
}
