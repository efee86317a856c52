package dev.clew.store.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.ValueType;
import dev.clew.store.ColumnPage;
import dev.clew.store.block.StoredKey;
import dev.clew.wire.otlp.SpanBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeadColumnTest {
  private static final int ROWS = 3 * HeadBlock.PAGE_ROWS;

  private record Value(int row, long value) {}

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  private final HeadMemory memory = new HeadMemory(SpareMemory.none());
  private final HeadColumn column =
      new HeadColumn(new StoredKey(StoredKey.Space.SPAN_ATTRIBUTE, "a", ValueType.INT), memory);

  private static List<Value> values(HeadColumn.Snapshot column) {
    var values = new ArrayList<Value>();
    var page = new ColumnPage();
    for (int number = 0; number < ROWS / HeadBlock.PAGE_ROWS; number++) {
      column.read(number, page);
      for (int at = 0; at < page.size(); at++) {
        values.add(new Value(page.rows()[at], page.values()[at]));
      }
    }
    return values;
  }

  /// Values of all widths in some of the rows, in some of them several.
  private static List<Value> randomValues(SplittableRandom random) {
    double share = random.nextDouble();
    boolean isDense = random.nextInt(4) == 0;
    var values = new ArrayList<Value>();
    for (int row = random.nextInt(ROWS); row < ROWS; row++) {
      int count = isDense ? 1 : random.nextDouble() < share ? random.nextInt(1, 3) : 0;
      for (int i = 0; i < count; i++) {
        values.add(new Value(row, random.nextLong() >>> random.nextInt(64)));
      }
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void settle_valuesThatWait_addsThemAsTheyCame(int seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<Value> values = randomValues(random);
    int settledBehind = random.nextInt(1, 2000);
    SpanBatch batch = Batches.ofNumbers(values.stream().map(Value::value).toList());
    var codes = new BatchCodes(memory);

    for (int at = 0; at < values.size(); at++) {
      column.addLater(values.get(at).row(), at, batch, codes);
      if (at % settledBehind == 0) {
        column.settle(batch, codes);
      }
    }
    column.settle(batch, codes);

    assertThat(values(column.snapshot())).isEqualTo(values);
    assertThat(column.isWaiting()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_anyPage_givesWhatWasAdded(int seed) {
    List<Value> values = randomValues(new SplittableRandom(seed));

    values.forEach(each -> column.add(each.row(), each.value()));

    assertThat(values(column.snapshot())).isEqualTo(values);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void read_snapshotWhileTheColumnGrows_givesWhatWasThere(int seed) {
    var random = new SplittableRandom(seed);
    List<Value> values = randomValues(random);
    int moment = random.nextInt(values.size() + 1);

    values.subList(0, moment).forEach(each -> column.add(each.row(), each.value()));
    HeadColumn.Snapshot then = column.snapshot();
    values.subList(moment, values.size()).forEach(each -> column.add(each.row(), each.value()));

    assertThat(values(then)).isEqualTo(values.subList(0, moment));
  }

  @Test
  void value_ofADenseColumn_isThatOfTheRow() {
    for (int row = 0; row < ROWS; row++) {
      column.add(row, row * 7L);
    }

    HeadColumn.Snapshot snapshot = column.snapshot();

    assertThat(IntStream.range(0, ROWS).allMatch(row -> snapshot.value(row) == row * 7L)).isTrue();
  }

  @Test
  void bytes_smallValuesInEveryRow_takeOneByteEach() {
    for (int row = 0; row < ROWS; row++) {
      column.add(row, row % 200);
    }

    assertThat(memory.bytes()).isLessThan(ROWS + 1000);
  }

  @Test
  void bytes_oneLargeValue_widensNoOtherPageForGood() {
    column.add(0, -1);
    for (int row = 1; row < ROWS; row++) {
      column.add(row, 1);
    }

    assertThat(memory.bytes()).isLessThan(ROWS / 3 * (8 + 8 + 1) + 1000);
  }
}
