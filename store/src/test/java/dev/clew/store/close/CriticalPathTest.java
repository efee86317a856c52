package dev.clew.store.close;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.Gen;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CriticalPathTest {
  @Test
  void path_childrenInTurn_leaveTheirParentTheGaps() {
    assertThat(path(new long[][] {{1, 0, 0, 100}, {2, 1, 10, 30}, {3, 1, 50, 90}}))
        .containsExactly(40, 20, 40);
  }

  @Test
  void path_parallelChildren_goesThroughTheOneThatEndsLast() {
    assertThat(path(new long[][] {{1, 0, 0, 100}, {2, 1, 10, 60}, {3, 1, 20, 90}}))
        .containsExactly(20, 10, 70);
  }

  @Test
  void path_childThatTookThePlaceOfAnother_waitedForThatOne() {
    // Two workers: the third task starts where the second ends, while the first still runs.
    assertThat(path(new long[][] {{1, 0, 0, 12}, {2, 1, 0, 10}, {3, 1, 0, 6}, {4, 1, 6, 12}}))
        .containsExactly(0, 0, 6, 6);
  }

  @Test
  void path_childThatEndsAfterItsParent_countsUpToTheParentsEnd() {
    assertThat(path(new long[][] {{1, 0, 0, 100}, {2, 1, 40, 500}, {3, 2, 90, 300}}))
        .containsExactly(40, 50, 10);
  }

  @Test
  void path_childThatStartsBeforeItsParent_countsFromTheParentsStart() {
    assertThat(path(new long[][] {{1, 0, 50, 100}, {2, 1, 10, 60}, {3, 2, 20, 30}}))
        .containsExactly(40, 10, 0);
  }

  @Test
  void path_childOutsideOfItsParent_getsNothing() {
    assertThat(path(new long[][] {{1, 0, 50, 100}, {2, 1, 200, 300}, {3, 2, 60, 80}}))
        .containsExactly(50, 0, 0);
  }

  @Test
  void path_orphansAndOtherRoots_getNothing() {
    assertThat(path(new long[][] {{1, 0, 0, 100}, {2, 77, 0, 90}, {3, 0, 10, 80}}))
        .containsExactly(100, 0, 0);
  }

  @Test
  void path_noRoot_startsAtTheEarliestOrphan() {
    assertThat(path(new long[][] {{1, 77, 20, 90}, {2, 77, 10, 60}, {3, 2, 20, 40}}))
        .containsExactly(0, 30, 20);
  }

  @Test
  void path_childWithoutDuration_getsNothing() {
    assertThat(path(new long[][] {{1, 0, 0, 10}, {2, 1, 10, 10}, {3, 1, 5, 5}, {4, 1, 0, 0}}))
        .containsExactly(10, 0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void path_wellNestedTrace_sumsToTheRootsDuration(long seed) {
    var gen = new Gen(seed);
    TraceRows rows = new TraceRowsGen(gen).wellNested(gen.random().nextInt(1, 400), 1_000_000);

    assertThat(IntStream.range(0, rows.size()).mapToLong(ClosedTrace.of(rows)::criticalPathNanos))
        .allMatch(nanos -> nanos >= 0)
        .satisfies(all ->
            assertThat(all.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(rows.durationNanos(0)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void path_anyTrace_isTheOneFoundMomentByMoment(long seed) {
    var gen = new Gen(seed);
    for (int round = 0; round < 20; round++) {
      TraceRows rows = new TraceRowsGen(gen).junk(gen.random().nextInt(1, 25), 60);
      var trace = ClosedTrace.of(rows);

      assertThat(path(trace)).isEqualTo(CriticalPathOracle.exclusiveNanos(rows, trace));
      assertThat(IntStream.range(0, rows.size()).mapToLong(trace::criticalPathNanos).sum())
          .isEqualTo(rows.durationNanos(trace.rootRow()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void path_wellNestedTrace_isTheOneFoundMomentByMoment(long seed) {
    var gen = new Gen(seed);
    TraceRows rows = new TraceRowsGen(gen).wellNested(gen.random().nextInt(1, 60), 300);
    var trace = ClosedTrace.of(rows);

    assertThat(path(trace)).isEqualTo(CriticalPathOracle.exclusiveNanos(rows, trace));
  }

  static long[] seeds() {
    return new SplittableRandom(3).longs(200).toArray();
  }

  /// @param spans id, parent id, start, end
  private static long[] path(long[][] spans) {
    var rows = new TraceRows();
    for (long[] span : spans) {
      rows.add(span[0], span[1], 1);
      rows.time(span[2], span[3] - span[2]);
    }
    return path(ClosedTrace.of(rows));
  }

  private static long[] path(ClosedTrace trace) {
    return IntStream.range(0, trace.rowCount()).mapToLong(trace::criticalPathNanos).toArray();
  }
}
