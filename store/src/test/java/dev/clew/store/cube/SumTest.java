package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.model.TimeRange;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SumTest {
  private static final Duration STEP = Duration.ofSeconds(10);

  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();

  private void span(Tally tally, int id, String name, long start) {
    rows.add(id, 0, SpanKind.SERVER.ordinal());
    rows.time(start, 1000);
    rows.describe(tally.words().code("service"), 0);
    calls.add(tally.words().code(name));
  }

  /// A tally of spans that each have a name of their own.
  private Tally ofNames(int from, int to, int limit) {
    var tally = new Tally(limit);
    rows.clear();
    calls.clear();
    for (int id = from; id < to; id++) {
      span(tally, id, "name" + id, id * 1_000_000_000L);
    }
    tally.add(rows, calls, ClosedTrace.of(rows));
    return tally;
  }

  private static long count(List<Counts.Cell<SpanSeries>> cells) {
    return cells.stream().mapToLong(Counts.Cell::count).sum();
  }

  @Test
  void spans_moreSeriesThanThereIsRoomFor_losesNoneAndTellsFewerApart() {
    Tally tally = ofNames(1, 1001, 50);
    var sum = new Sum(TimeRange.ALL, Duration.ofHours(1));
    sum.add(tally.cube(Tally.Part.SPANS_ADDED));

    List<Counts.Cell<SpanSeries>> cells = sum.spans();

    assertThat(count(cells)).isEqualTo(1000);
    assertThat(cells).hasSizeLessThanOrEqualTo(50 + 25 + 25 + 1);
    assertThat(cells).anyMatch(cell -> cell.series().name().isEmpty());
    assertThat(cells)
        .filteredOn(cell -> cell.series().name().isPresent())
        .allMatch(cell -> cell.count() == 1);
  }

  @Test
  void spans_partlyRemovedWhereSomeHadNoRoom_leavesTheRest() {
    var sum = new Sum(TimeRange.ALL, STEP);
    sum.add(ofNames(1, 401, 1000).cube(Tally.Part.SPANS_ADDED));
    sum.add(ofNames(401, 801, 30).cube(Tally.Part.SPANS_ADDED));
    sum.remove(ofNames(401, 501, 30).cube(Tally.Part.SPANS_ADDED));
    sum.remove(ofNames(1, 101, 1000).cube(Tally.Part.SPANS_ADDED));

    assertThat(count(sum.spans())).isEqualTo(600);
  }

  @Test
  void spans_moreRemovedThanAdded_isNone() {
    var sum = new Sum(TimeRange.ALL, STEP);
    sum.remove(ofNames(1, 11, 100).cube(Tally.Part.SPANS_ADDED));

    assertThat(sum.spans()).isEmpty();
  }

  @Test
  void spans_ofARange_areThoseOfItsWholeSlots() {
    var sum = new Sum(new TimeRange(15_000_000_000L, 20_000_000_001L), STEP);
    sum.add(ofNames(1, 101, 1000).cube(Tally.Part.SPANS_ADDED));

    List<Counts.Cell<SpanSeries>> cells = sum.spans();

    assertThat(count(cells)).isEqualTo(20);
    assertThat(cells)
        .extracting(Counts.Cell::stepStartNanos)
        .containsOnly(Optional.of(10_000_000_000L), Optional.of(20_000_000_000L));
  }

  @Test
  void spans_rangeThatIsEmpty_areNone() {
    var sum = new Sum(new TimeRange(15_000_000_000L, 15_000_000_000L), STEP);
    sum.add(ofNames(1, 101, 1000).cube(Tally.Part.SPANS_ADDED));

    assertThat(sum.spans()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sum_ofCubesAsTheyAreWritten_isThatOfTheCubes(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    long start = random.nextLong(0, 200_000_000_000L);
    var range = new TimeRange(start, start + random.nextLong(200_000_000_000L));
    TimeRange asked = random.nextInt(4) == 0 ? TimeRange.ALL : range;
    Duration step = STEP.multipliedBy(random.nextInt(1, 5));
    var cubes = new Sum(asked, step);
    var written = new Sum(asked, step);
    for (int part = 0; part < 6; part++) {
      Cube cube = cube(random);
      WrittenCube same = WrittenCube.of(cube.toBytes(), "test");
      if (random.nextInt(3) == 0) {
        cubes.remove(cube);
        written.remove(same);
      } else {
        cubes.add(cube);
        written.add(same);
      }
    }

    assertThat(told(written.spans())).containsExactlyInAnyOrderElementsOf(told(cubes.spans()));
  }

  static long[] seeds() {
    return new SplittableRandom(23).longs(200).toArray();
  }

  /// Of some names in some slots; with room for all, or not.
  private static Cube cube(SplittableRandom random) {
    var cube = new Cube(new Words(), random.nextBoolean() ? 1000 : random.nextInt(1, 40));
    for (int count = random.nextInt(1, 400); count > 0; count--) {
      int service = cube.words().code("s" + random.nextInt(4));
      int name = cube.words().code("n" + random.nextInt(6));
      long nanos = random.nextLong() >>> random.nextInt(1, 64);
      cube.add(service, name, random.nextInt(2), random.nextInt(40), nanos, nanos % 3 == 0);
    }
    return cube;
  }

  private static List<String> told(List<Counts.Cell<SpanSeries>> cells) {
    return cells.stream()
        .map(cell -> {
          var ranges = new TreeMap<Integer, Long>();
          cell.latencies().each((bucket, count) -> ranges.merge(bucket, count, Long::sum));
          return "%s from %s: %d, %d failed, %s"
              .formatted(cell.series(), cell.stepStartNanos(), cell.count(), cell.errors(), ranges);
        })
        .toList();
  }
}
