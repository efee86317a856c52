package dev.clew.store.cube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.store.SpanSeries;
import dev.clew.store.close.ClosedTrace;
import dev.clew.store.close.TraceRows;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedFeedTest {
  private final Words words = new Words();
  private final Cube cube = new Cube(words, Cube.USUAL_LIMIT);
  private final RedFeed feed = new RedFeed(cube);
  private final TraceRows rows = new TraceRows();
  private final CallRows calls = new CallRows();

  @Test
  void add_oneSpan_countsItWhereItBelongs() {
    span(1, SpanKind.SERVER, 25_000_000_000L, 1000, StatusCode.ERROR, "cart");
    feed.add(rows, calls, ClosedTrace.of(rows));

    Cell cell = cube.cells().getFirst();
    assertThat(RedFeed.series(cell.key(), words))
        .isEqualTo(
            new SpanSeries(
                Optional.of("cart"), Optional.of("op"), SpanKind.SERVER, StatusCode.ERROR));
    assertThat(Slots.find(cell.key().slot())).contains(20_000_000_000L);
    assertThat(cell.measures().errors()).isOne();
    assertThat(cell.measures().durations().quantile(0.5)).isBetween(985L, 1015L);
  }

  @Test
  void add_spanSentAgain_countsOnce() {
    span(1, SpanKind.SERVER, 5, 1000, StatusCode.UNSET, "cart");
    span(1, SpanKind.SERVER, 5, 1000, StatusCode.UNSET, "cart");
    feed.add(rows, calls, ClosedTrace.of(rows));

    assertThat(cube.total().count()).isOne();
  }

  @Test
  void series_overTheLimit_namesNothing() {
    var key = new Key(Words.OTHER, Words.OTHER, 9, Slots.ANY);

    SpanSeries series = RedFeed.series(key, words);

    assertThat(series.service()).isEmpty();
    assertThat(Slots.find(key.slot())).isEmpty();
    assertThat(series.kind()).isEqualTo(SpanKind.SERVER);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void add_manySpans_countsThemLikeBruteForce(long seed) {
    var random = new SplittableRandom(seed);
    record Place(SpanSeries series, Optional<Long> slot) {}

    Map<Place, Long> expected = new HashMap<>();
    for (int id = 1; id <= 300; id++) {
      var kind = SpanKind.of(random.nextInt(6));
      var status = StatusCode.of(random.nextInt(3));
      long start = random.nextLong(60_000_000_000L);
      String service = "s" + random.nextInt(3);
      span(id, kind, start, 7, status, service);
      Optional<Long> slot = Optional.of(start - start % Slots.NANOS);
      var series = new SpanSeries(Optional.of(service), Optional.of("op"), kind, status);
      expected.merge(new Place(series, slot), 1L, Long::sum);
    }
    feed.add(rows, calls, ClosedTrace.of(rows));

    Map<Place, Long> counted = new HashMap<>();
    for (Cell cell : cube.cells()) {
      var place = new Place(RedFeed.series(cell.key(), words), Slots.find(cell.key().slot()));
      counted.put(place, cell.measures().count());
    }
    assertThat(counted).isEqualTo(expected);
  }

  static long[] seeds() {
    return new SplittableRandom(23).longs(50).toArray();
  }

  private void span(
      long id, SpanKind kind, long start, long duration, StatusCode status, String service) {
    rows.add(id, 0, kind.ordinal());
    rows.time(start, duration);
    rows.describe(words.code(service), status.ordinal());
    calls.add(words.code("op"));
  }
}
