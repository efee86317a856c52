package dev.clew.analyze.errors;

import static dev.clew.analyze.AnalysesHouse.hours;
import static dev.clew.analyze.Sketch.BASE;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.ErrorGroups;
import dev.clew.analyze.ErrorGroups.Group;
import dev.clew.analyze.ErrorsQuestion;
import dev.clew.analyze.Sketch;
import dev.clew.model.Attribute;
import dev.clew.model.TimeRange;
import dev.clew.query.QueryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PastTest {
  private static final long HOUR = 3_600_000_000_000L;

  /// The hour a day after the first spans.
  private static final TimeRange ASKED = hours(24);

  /// Spans of one service, each a trace, at so many hours; `x` fails.
  private static Group failing(double... hours) throws QueryException {
    return errors(ASKED, hours).groups().getFirst();
  }

  private static ErrorGroups errors(TimeRange range, double... hours) throws QueryException {
    var spans = new ArrayList<Sketch>();
    spans.add(span(1, "pay", "fine").at(0, 1));
    Arrays.stream(hours)
        .forEach(hour -> {
          int id = spans.size() + 1;
          long at = (long) (hour * 3_600_000);
          spans.add(span(id, "pay", "charge").trace(id).at(at, at + 1).failed("x"));
        });
    var question = new ErrorsQuestion("", range, 4, 10, Optional.empty());
    return AnalysesHouse.of(spans.toArray(Sketch[]::new)).errors(DEFAULT, question, _ -> {});
  }

  @Test
  void failureThatWasNotThere_isNew() throws QueryException {
    Group group = failing(24.2, 24.8);

    assertThat(group.isNew()).isTrue();
    assertThat(group.quietNanos()).isZero();
  }

  @Test
  void failureThatGoesOn_isNeither() throws QueryException {
    Group group = failing(19, 24.2);

    assertThat(group.isNew()).isFalse();
    assertThat(group.quietNanos()).isZero();
  }

  @Test
  void failureThatWasQuietForAQuarterOfTheTime_hasComeBack() throws QueryException {
    Group group = failing(2, 17, 24.5);

    assertThat(group.isNew()).isFalse();
    assertThat(group.quietNanos()).isEqualTo(HOUR * 15 / 2);
  }

  @Test
  void quietThatEndedBeforeTheRange_isNoNews() throws QueryException {
    assertThat(failing(2, 23, 24.5).quietNanos()).isZero();
  }

  @Test
  void serviceThatBeganInTheRange_hasNoNewFailures() throws QueryException {
    ErrorGroups answer = errors(hours(0), 0.5);

    assertThat(answer.groups().getFirst().isNew()).isFalse();
  }

  @Test
  void earlierTime_isTold_asLongAgainOrADay() throws QueryException {
    assertThat(errors(ASKED, 24.5).lookedAtBefore())
        .contains(new TimeRange(BASE, ASKED.startNanos()));
    assertThat(Past.before(new TimeRange(BASE, BASE + 72 * HOUR)))
        .isEqualTo(new TimeRange(BASE - 72 * HOUR, BASE));
    assertThat(Past.before(new TimeRange(HOUR, 2 * HOUR))).isEqualTo(new TimeRange(0, HOUR));
  }

  @Test
  void groups_areToldBeforeWhatIsNewIsKnown() throws QueryException {
    var early = new ArrayList<ErrorGroups>();
    var question = new ErrorsQuestion("", ASKED, 4, 10, Optional.empty());

    AnalysesHouse.of(
            span(1, "pay", "fine").at(0, 1),
            span(2, "pay", "charge").trace(2).at(86_500_000, 86_500_001).failed("x"))
        .errors(DEFAULT, question, early::add);

    assertThat(early)
        .singleElement()
        .satisfies(known -> {
          assertThat(known.groups()).hasSize(1);
          assertThat(known.lookedAtBefore()).isEmpty();
          assertThat(known.groups().getFirst().isNew()).isFalse();
        });
  }

  @Test
  void earlierTimeThatCannotBeRead_leavesTheGroups() throws QueryException {
    var question = new ErrorsQuestion("{ 10 % span.x < 10 }", ASKED, 4, 10, Optional.empty());

    ErrorGroups answer =
        AnalysesHouse.of(
                span(1, "pay", "charge").at(0, 1).failed("x").with(Attribute.of("x", 0)),
                span(2, "pay", "charge")
                    .trace(2)
                    .at(86_500_000, 86_500_001)
                    .failed("x")
                    .with(Attribute.of("x", 3)))
            .errors(DEFAULT, question, _ -> {});

    assertThat(answer.groups()).hasSize(1);
    assertThat(answer.lookedAtBefore()).isEmpty();
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void quiet_isTheLastLongGapThatEndsInTheRange(long seed) {
    var random = new Random(seed);
    long[] seen = random.longs(1 + random.nextInt(12), 0, 48).sorted().toArray();
    var past = new Past(new TimeRange(0, 24), 6, Set.of());

    List<Long> gaps =
        LongStream.range(1, seen.length)
            .filter(at -> seen[(int) at] >= 24)
            .map(at -> seen[(int) at] - seen[(int) at - 1])
            .filter(gap -> gap >= 6)
            .boxed()
            .toList();

    assertThat(past.quietNanos(seen)).isEqualTo(gaps.isEmpty() ? 0 : gaps.getLast());
  }
}
