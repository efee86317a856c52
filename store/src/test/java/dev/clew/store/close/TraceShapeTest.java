package dev.clew.store.close;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.model.TraceTree;
import dev.clew.testkit.Gen;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tree of a closed trace against the tree of the model.
class TraceShapeTest {
  @ParameterizedTest
  @MethodSource("seeds")
  void shape_noRepeatedSpans_isTheModelsTree(long seed) {
    TraceRows rows = spans(new SplittableRandom(seed));
    var trace = ClosedTrace.of(rows);
    Layout layout = trace.layout();
    TraceTree tree = tree(rows);
    for (int at = 0; at < rows.size(); at++) {
      int row = tree.spanAt(at);
      int above = tree.parentRow(at);
      assertThat(trace.parentRow(row)).isEqualTo(above < 0 ? -1 : tree.spanAt(above));
      assertThat(layout.depth(row)).isEqualTo(tree.depth(at));
      assertThat(trace.isOrphan(row)).isEqualTo(tree.isOrphan(at));
      assertThat(trace.isCut(row)).isEqualTo(tree.isCut(at));
      assertThat(layout.right(row) - layout.left(row)).isEqualTo(2 * tree.size(at) - 1);
    }
    assertThat(IntStream.range(0, rows.size()).map(tree::spanAt).map(layout::left)).isSorted();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nestedSetNumbers_anyTrace_holdExactlyTheDescendants(long seed) {
    TraceRows rows = new TraceRowsGen(new Gen(seed)).junk(40, 50);
    var trace = ClosedTrace.of(rows);
    Layout layout = trace.layout();
    for (int upper = 0; upper < rows.size(); upper++) {
      for (int lower = 0; lower < rows.size(); lower++) {
        boolean isWithin =
            layout.left(upper) < layout.left(lower) && layout.left(lower) < layout.right(upper);
        assertThat(isWithin).isEqualTo(isBelow(trace, lower, upper));
      }
    }
  }

  private static boolean isBelow(ClosedTrace trace, int lower, int upper) {
    int at = trace.parentRow(lower);
    while (at != -1 && at != upper) {
      at = trace.parentRow(at);
    }
    return at == upper;
  }

  /// Ids that clients, servers and others share, none of them twice in one kind.
  private static TraceRows spans(RandomGenerator random) {
    var rows = new TraceRows();
    int count = random.nextInt(1, 60);
    var clients = new HashSet<Integer>();
    var servers = new HashSet<Integer>();
    for (int row = 0; row < count; row++) {
      int id = random.nextInt(1, 40);
      int kind = 10 + row;
      if (random.nextBoolean() && clients.add(id)) {
        kind = SpanKind.CLIENT.ordinal();
      } else if (random.nextBoolean() && servers.add(id)) {
        kind = SpanKind.SERVER.ordinal();
      }
      rows.add(id, random.nextInt(45), kind);
      rows.time(random.nextInt(50), random.nextInt(50));
      rows.describe(random.nextInt(3), 0);
    }
    return rows;
  }

  private static TraceTree tree(TraceRows rows) {
    IntStream all = IntStream.range(0, rows.size());
    long[] ids = all.mapToLong(rows::spanId).toArray();
    long[] parents = IntStream.range(0, ids.length).mapToLong(rows::parentId).toArray();
    int[] kinds = IntStream.range(0, ids.length).map(rows::kind).toArray();
    int[] services = IntStream.range(0, ids.length).map(rows::service).toArray();
    return TraceTree.of(
        ids,
        parents,
        IntStream.range(0, ids.length).mapToLong(rows::startNanos).toArray(),
        new TraceTree.Ends(kinds, services));
  }

  static long[] seeds() {
    return new SplittableRandom(5).longs(200).toArray();
  }
}
