package dev.clew.store.close;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClosedTraceTest {
  private static final int INTERNAL = SpanKind.INTERNAL.ordinal();
  private static final int SERVER = SpanKind.SERVER.ordinal();
  private static final int CLIENT = SpanKind.CLIENT.ordinal();

  private final TraceRows rows = new TraceRows();

  @Test
  void of_noRows_saysWhatMustHold() {
    assertThatThrownBy(() -> ClosedTrace.of(rows)).hasMessageContaining("needs one span");
  }

  @Test
  void of_wholeTrace_knowsItsTotals() {
    span(1, 0, INTERNAL, 100, 200);
    rows.describe(7, 0);
    span(2, 1, INTERNAL, 150, 400);
    rows.describe(3, StatusCode.ERROR.ordinal());
    span(3, 1, INTERNAL, 90, 110);
    rows.describe(7, StatusCode.OK.ordinal());
    var trace = ClosedTrace.of(rows);

    assertThat(trace.startNanos()).isEqualTo(90);
    assertThat(trace.durationNanos()).isEqualTo(310);
    assertThat(trace.spanCount()).isEqualTo(3);
    assertThat(trace.errorCount()).isOne();
    assertThat(trace.serviceCount()).isEqualTo(2);
    assertThat(trace.rootRow()).isZero();
    assertThat(trace.isComplete()).isTrue();
  }

  @Test
  void of_severalRoots_takesTheEarliest() {
    span(1, 0, INTERNAL, 20, 30);
    span(2, 0, INTERNAL, 10, 15);
    span(3, 99, INTERNAL, 5, 50);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.rootRow()).isOne();
    assertThat(trace.isRootMissing()).isFalse();
    assertThat(trace.orphanCount()).isOne();
    assertThat(trace.isOrphan(2)).isTrue();
    assertThat(trace.isComplete()).isFalse();
  }

  @Test
  void of_noRoot_takesTheEarliestOrphanAndSaysSo() {
    span(1, 2, INTERNAL, 1, 30);
    span(2, 1, INTERNAL, 2, 15);
    span(3, 99, INTERNAL, 5, 50);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.rootRow()).isEqualTo(2);
    assertThat(trace.isRootMissing()).isTrue();
    assertThat(trace.isCycleBroken()).isTrue();
    assertThat(trace.isCut(0)).isTrue();
  }

  @Test
  void of_nothingButACircle_takesItsEarliestSpan() {
    span(1, 2, INTERNAL, 9, 30);
    span(2, 1, INTERNAL, 2, 15);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.rootRow()).isOne();
    assertThat(trace.isRootMissing()).isTrue();
    assertThat(trace.parentRow(0)).isOne();
  }

  @Test
  void of_rowsAfterTheMark_areLate() {
    span(1, 0, INTERNAL, 0, 10);
    rows.markLate();
    span(1, 0, INTERNAL, 0, 10);
    span(2, 1, INTERNAL, 0, 10);

    assertThat(ClosedTrace.of(rows).lateCount()).isOne();
  }

  @Test
  void of_spanSentAgain_isTheOneThatCameLast() {
    span(1, 0, INTERNAL, 0, 10);
    rows.describe(0, StatusCode.ERROR.ordinal());
    span(2, 1, INTERNAL, 2, 4);
    span(1, 0, INTERNAL, 0, 12);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.spanCount()).isEqualTo(2);
    assertThat(trace.errorCount()).isZero();
    assertThat(trace.isSpan(0)).isFalse();
    assertThat(trace.layout().left(0)).isZero();
    assertThat(trace.firstRow(2)).isZero();
    assertThat(trace.parentRow(1)).isEqualTo(2);
    assertThat(trace.rootRow()).isEqualTo(2);
  }

  @Test
  void firstRow_spanSentManyTimes_isTheFirstSending() {
    for (int sending = 0; sending < 4; sending++) {
      span(1, 0, INTERNAL, 0, 10);
    }

    assertThat(ClosedTrace.of(rows).firstRow(3)).isZero();
    assertThat(ClosedTrace.of(rows).spanCount()).isOne();
  }

  @Test
  void of_idSharedByBothEndsOfACall_putsTheServerBelowTheClient() {
    span(5, 0, SERVER, 2, 8);
    span(5, 0, CLIENT, 0, 10);
    span(6, 5, INTERNAL, 3, 7);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.rootRow()).isOne();
    assertThat(trace.parentRow(0)).isOne();
    assertThat(trace.parentRow(2)).isZero();
    assertThat(paths(trace)).containsExactly(2, 4, 4);
  }

  @Test
  void of_childOfASharedIdInTheClientsService_standsBelowTheClient() {
    span(5, 0, CLIENT, 0, 10);
    rows.describe(1, 0);
    span(5, 0, SERVER, 2, 8);
    rows.describe(2, 0);
    span(6, 5, INTERNAL, 0, 1);
    rows.describe(1, 0);

    assertThat(ClosedTrace.of(rows).parentRow(2)).isZero();
  }

  @Test
  void of_idSharedByOtherKinds_letsTheFirstBeTheParent() {
    span(5, 0, INTERNAL, 0, 10);
    span(5, 0, CLIENT, 0, 10);
    span(6, 5, INTERNAL, 3, 7);

    assertThat(ClosedTrace.of(rows).parentRow(2)).isZero();
  }

  @Test
  void of_childrenOutsideOfTheirParents_areCounted() {
    span(1, 0, INTERNAL, 100, 200);
    span(2, 1, INTERNAL, 300, 400);
    span(3, 1, INTERNAL, 0, 99);
    span(4, 1, INTERNAL, 200, 300);
    span(5, 1, INTERNAL, 50, 60);

    assertThat(ClosedTrace.of(rows).outsideCount()).isEqualTo(3);
  }

  @Test
  void of_timesAtTheEdgesOfTheClock_staysInRange() {
    span(1, 0, INTERNAL, 0, 1);
    rows.add(2, 1, INTERNAL);
    rows.time(-5, Long.MAX_VALUE);
    rows.add(3, 0, INTERNAL);
    rows.time(Long.MAX_VALUE, Long.MIN_VALUE);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.startNanos()).isZero();
    assertThat(trace.durationNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(paths(trace)).containsExactly(1, 0, 0);
  }

  @Test
  void of_millionSpansDeep_needsNoStack() {
    int count = 1_000_000;
    for (int id = 1; id <= count; id++) {
      span(id, id - 1, INTERNAL, id, 2L * count - id);
    }
    var trace = ClosedTrace.of(rows);

    assertThat(trace.layout().depth(count - 1)).isEqualTo(count - 1);
    assertThat(trace.layout().right(0)).isEqualTo(2 * count);
    assertThat(LongStream.of(paths(trace)).sum()).isEqualTo(rows.durationNanos(0));
  }

  @Test
  void of_millionCirclesOrRepeatsOrSiblings_isNotSlow() {
    for (int row = 0; row < 1_000_000; row++) {
      int id = row % 2 == 0 ? 7 : row;
      span(id, row % 3 == 0 ? id : 7, row, row, row + 10);
    }

    assertThat(ClosedTrace.of(rows).spanCount()).isEqualTo(1_000_000);
  }

  @Test
  void clear_usedBuffer_forgetsWhatWasThere() {
    span(1, 9, SERVER, 5, 10);
    rows.describe(4, StatusCode.ERROR.ordinal());
    rows.markLate();
    rows.clear();
    rows.add(2, 0, INTERNAL);
    var trace = ClosedTrace.of(rows);

    assertThat(trace.spanCount()).isOne();
    assertThat(trace.durationNanos() + trace.errorCount() + trace.lateCount()).isZero();
    assertThat(rows.service(0)).isZero();
  }

  private void span(long id, long parent, int kind, long start, long end) {
    rows.add(id, parent, kind);
    rows.time(start, end - start);
  }

  private static long[] paths(ClosedTrace trace) {
    return IntStream.range(0, trace.rowCount()).mapToLong(trace::criticalPathNanos).toArray();
  }
}
