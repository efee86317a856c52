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
import org.junit.jupiter.api.Test;

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
}
