package dev.clew.analyze.red;

import static dev.clew.analyze.AnalysesHouse.hours;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.Sketch;
import dev.clew.model.SpanKind;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryEngine;
import dev.clew.query.QueryException;
import dev.clew.query.QueryLimits;
import dev.clew.store.Counts;
import dev.clew.store.Counts.Cell;
import dev.clew.store.InMemorySpanStore;
import dev.clew.store.LatencySum;
import dev.clew.testkit.Gen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two ranges without steps tell what all their steps do.
class WholeRangesTest {
  private static final CountedRange SECOND_HOUR = CountedRange.of(hours(1), 60);
  private static final int TWO_HOURS_MILLIS = 7_200_000;

  private static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void map_isThatOfAllSteps(long seed) throws QueryException {
    QueryEngine engine = engine(IntStream.range(0, 40).mapToObj(at -> any(new Gen(seed + at), at)));
    TimeRange both =
        new TimeRange(SECOND_HOUR.previous().startNanos(), SECOND_HOUR.range().endNanos());

    ServiceMap whole =
        new Maps(
                SECOND_HOUR,
                WholeRanges.of(SECOND_HOUR, (part, step) -> engine.spanCounts(DEFAULT, part, step)),
                WholeRanges.of(SECOND_HOUR, (part, step) -> engine.calls(DEFAULT, part, step)))
            .draw(ServiceMap.Cut.NONE);

    assertThat(whole.edges()).isNotEmpty();
    assertThat(whole)
        .isEqualTo(
            new Maps(
                    SECOND_HOUR,
                    engine.spanCounts(DEFAULT, both, SECOND_HOUR.step()),
                    engine.calls(DEFAULT, both, SECOND_HOUR.step()))
                .draw(ServiceMap.Cut.NONE));
  }

  @Test
  void countWithoutATime_isToldOnce() throws QueryException {
    var cell = new Cell<>("any", Optional.<Long>empty(), 3, 1, new LatencySum());

    Counts<String> counts =
        WholeRanges.of(SECOND_HOUR, (_, _) -> new Counts<>(List.of(cell), List.of("a block")));

    assertThat(counts.cells()).containsExactly(cell);
    assertThat(counts.missing()).containsExactly("a block");
  }

  private static QueryEngine engine(Stream<Sketch[]> traces) {
    var store = new InMemorySpanStore();
    traces.forEach(trace -> store.add(DEFAULT, Sketch.spans(trace)));
    return new QueryEngine(store, QueryLimits.defaults(), () -> Instant.EPOCH);
  }

  /// A call from one service to another, or to itself, somewhere in the two hours.
  private static Sketch[] any(Gen gen, int number) {
    long start = gen.random().nextInt(TWO_HOURS_MILLIS);
    long end = start + gen.random().nextInt(10_000);
    Sketch client =
        span(2 * number + 1, "client" + gen.random().nextInt(3), "call").of(SpanKind.CLIENT);
    Sketch server =
        span(2 * number + 2, "server" + gen.random().nextInt(3), "answer")
            .of(SpanKind.SERVER)
            .under(2 * number + 1);
    return new Sketch[] {
      client.trace(number + 1).at(start, end),
      gen.random().nextBoolean()
          ? server.trace(number + 1).at(start, end)
          : server.trace(number + 1).at(start, end).failed("no")
    };
  }
}
