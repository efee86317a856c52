package dev.clew.analyze.funnel;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.BadQuestionException;
import dev.clew.analyze.Funnel;
import dev.clew.analyze.Funnel.Step;
import dev.clew.analyze.Funnel.Times;
import dev.clew.analyze.FunnelQuestion;
import dev.clew.analyze.Sketch;
import dev.clew.model.TimeRange;
import dev.clew.query.Progress;
import dev.clew.query.QueryException;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Query;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Funnels over what a store has.
class FunnelTest {
  private static final long MILLI = 1_000_000;
  private static final String CART = "{ name = `cart` }";
  private static final String PAY = "{ name = `pay` }";
  private static final String SHIP = "{ name = `ship` && resource.service.name = `depot` }";

  /// Of 100 traces with a cart every second pays, the later the slower, and every tenth ships; one
  /// that only pays is none of them.
  private static Analyses shop() {
    var spans = new ArrayList<Sketch>();
    for (long trace = 1; trace <= 100; trace++) {
      long at = trace * 10_000;
      spans.add(span(trace, "shop", "cart").trace(trace).at(at, at + 5));
      if (trace % 2 == 0) {
        spans.add(span(1000 + trace, "shop", "pay").trace(trace).at(at + trace, at + 500));
      }
      if (trace % 10 == 0) {
        spans.add(span(2000 + trace, "depot", "ship").trace(trace).at(at + 1000, at + 1001));
        spans.add(span(3000 + trace, "shop", "ship").trace(trace).at(at + 300, at + 400));
      }
    }
    spans.add(span(9999, "shop", "pay").trace(9999).at(0, 1));
    return AnalysesHouse.of(spans.toArray(Sketch[]::new));
  }

  private static FunnelQuestion question(TimeRange range, long gap, int most, String... steps) {
    List<Pipeline> parsed = Arrays.stream(steps).map(FunnelTest::pipeline).toList();
    return new FunnelQuestion(parsed, gap, range, most);
  }

  private static Pipeline pipeline(String query) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(Query(Query.Root.Search(var pipeline), _, _, _)) -> pipeline;
      case Parsed.Valid _, Parsed.Invalid _ -> throw new IllegalArgumentException(query);
    };
  }

  private static Funnel ask(String... steps) throws QueryException {
    return shop().funnel(DEFAULT, question(HOUR, FunnelQuestion.ANY_GAP, 1000, steps));
  }

  @Test
  void steps_haveTheTracesThatReachedThem() throws QueryException {
    Funnel funnel = ask(CART, PAY, SHIP);

    assertThat(funnel.steps()).extracting(Step::traces).containsExactly(100, 50, 10);
    assertThat(funnel.steps()).extracting(Step::lost).containsExactly(50, 40, 0);
    assertThat(funnel.coverage().complete()).isTrue();
  }

  @Test
  void times_areThoseBetweenTheSteps_andOfTheWhole() throws QueryException {
    Funnel funnel = ask(CART, PAY, SHIP);

    assertThat(funnel.steps().get(0).since()).isEmpty();
    assertThat(funnel.steps().get(1).since()).contains(new Times(50 * MILLI, 96 * MILLI));
    assertThat(funnel.steps().get(2).since()).contains(new Times(940 * MILLI, 990 * MILLI));
    assertThat(funnel.whole()).contains(new Times(1000 * MILLI, 1000 * MILLI));
  }

  @Test
  void examples_areTheNewestThatWereLost_withTheSpanOfTheirLastStep() throws QueryException {
    Step pay = ask(CART, PAY, SHIP).steps().get(1);

    assertThat(pay.examples()).hasSize(20);
    assertThat(pay.examples())
        .extracting(lost -> lost.trace().traceId().low())
        .startsWith(98L, 96L, 94L, 92L, 88L);
    assertThat(pay.examples().getFirst().last().bits()).isEqualTo(1098);
    assertThat(pay.examples().getFirst().lastStartNanos())
        .isEqualTo(Sketch.BASE + (980_000 + 98) * MILLI);
  }

  @Test
  void step_isAnyQueryOfSpans() throws QueryException {
    String twice = "{ name = `ship` } | count() > 1";

    assertThat(ask(CART, twice).steps()).extracting(Step::traces).containsExactly(100, 10);
    assertThat(ask("{}", "{ name = `pay` } || { name = `ship` }").steps().get(1).traces())
        .isEqualTo(50);
  }

  @Test
  void trace_thatEntersInTheRange_mayGoOnBehindIt() throws QueryException {
    var range = new TimeRange(Sketch.BASE, Sketch.BASE + (1_000_000 + 500) * MILLI);
    FunnelQuestion question = question(range, FunnelQuestion.ANY_GAP, 1000, CART, PAY, SHIP);

    assertThat(shop().funnel(DEFAULT, question).steps())
        .extracting(Step::traces)
        .containsExactly(100, 50, 10);
  }

  @Test
  void gap_losesWhatComesLater() throws QueryException {
    FunnelQuestion question = question(HOUR, 50 * MILLI, 1000, CART, PAY);

    assertThat(shop().funnel(DEFAULT, question).steps())
        .extracting(Step::traces)
        .containsExactly(100, 25);
  }

  @Test
  void noTrace_isNoTime() throws QueryException {
    Funnel funnel = ask("{ name = `nothing` }", CART);

    assertThat(funnel.steps()).extracting(Step::traces).containsExactly(0, 0);
    assertThat(funnel.steps().get(1).since()).isEmpty();
    assertThat(funnel.whole()).isEqualTo(Optional.empty());
  }

  @Test
  void morePages_areOneFunnel() throws QueryException {
    Sketch[] spans =
        LongStream.rangeClosed(1, 1100)
            .boxed()
            .flatMap(trace ->
                List.of(
                    span(trace, "shop", "cart").trace(trace).at(trace, trace + 1),
                    span(5000 + trace, "shop", "pay").trace(trace).at(trace, trace + 1))
                    .stream())
            .toArray(Sketch[]::new);
    FunnelQuestion question = question(HOUR, FunnelQuestion.ANY_GAP, 2000, CART, PAY);
    var told = new ArrayList<String>();

    Funnel funnel =
        Progress.heardBy(
            (what, done, all) -> told.add(what + " " + done + "/" + all),
            () -> AnalysesHouse.of(spans).funnel(DEFAULT, question));

    assertThat(funnel.steps()).extracting(Step::traces).containsExactly(1100, 1100);
    assertThat(funnel.coverage().complete()).isTrue();
    assertThat(told).contains("traces 1000/2000", "traces 1100/1100");
  }

  @Test
  void moreTracesThanWanted_areSaid() throws QueryException {
    FunnelQuestion question = question(HOUR, FunnelQuestion.ANY_GAP, 10, CART, PAY);

    Funnel funnel = shop().funnel(DEFAULT, question);

    assertThat(funnel.steps()).extracting(Step::traces).containsExactly(10, 5);
    assertThat(funnel.coverage().complete()).isFalse();
    assertThat(funnel.coverage().reasons())
        .containsExactly(
            "the newest 10 traces that pass the first step were looked at, and there are more");
  }

  @Test
  void fewerOrMoreSteps_areNoFunnel() {
    String[] nine = {CART, CART, CART, CART, CART, CART, CART, CART, CART};

    assertThatThrownBy(() -> question(HOUR, 0, 1, CART))
        .isInstanceOf(BadQuestionException.class)
        .hasMessage("a funnel needs 2 to 8 steps, got 1");
    assertThatThrownBy(() -> question(HOUR, 0, 1, nine)).hasMessageContaining("got 9");
  }
}
