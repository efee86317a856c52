package dev.clew.analyze.lift;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.SpanComparison;
import dev.clew.analyze.SpanComparison.AttributeLift;
import dev.clew.analyze.SpanComparison.ValueLift;
import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiftsTest {
  /// Two hundred spans, of which every fourth is slow; all slow ones are of one region.
  private static List<Span> spans() {
    var spans = new ArrayList<Span>();
    for (int at = 0; at < 200; at++) {
      boolean isSlow = at % 4 == 0;
      Sketch span =
          span(1, "shop", "get")
              .trace(at + 1)
              .at(0, isSlow ? 500 : 5)
              .with(
                  Attribute.of("region", isSlow ? "eu" : at % 2 == 0 ? "eu" : "us"),
                  Attribute.of("coin", at % 8 < 4 ? "head" : "tail"));
      spans.add(span.make());
    }
    return spans;
  }

  private static SpanComparison compare(String baseline, String selection) throws QueryException {
    return AnalysesHouse.of(spans()).compare(DEFAULT, baseline, selection, HOUR, 10);
  }

  @Test
  void attributeThatGoesWithTheSelection_comesFirst() throws QueryException {
    SpanComparison comparison = compare("", "{ duration > 100ms }");

    assertThat(comparison.selected()).isEqualTo(50);
    assertThat(comparison.others()).isEqualTo(150);
    AttributeLift first = comparison.attributes().getFirst();
    assertThat(first.key()).isEqualTo("span.region");
    ValueLift eu =
        first.values().stream()
            .filter(each -> each.value().equals(new Value.Text("eu")))
            .findFirst()
            .orElseThrow();
    assertThat(eu.selected()).isEqualTo(50);
    assertThat(eu.others()).isEqualTo(50);
    assertThat(eu.lift()).hasValueCloseTo(3.0, within(1e-9));
  }

  @Test
  void attributeThatMeansNothing_isNotTold() throws QueryException {
    assertThat(compare("", "{ duration > 100ms }").attributes())
        .extracting(AttributeLift::key)
        .doesNotContain("span.coin", "resource.service.name", "name");
  }

  @Test
  void baseline_isAllThatIsLookedAt() throws QueryException {
    SpanComparison comparison = compare("{ span.region = `eu` }", "{ duration > 100ms }");

    assertThat(comparison.others()).isEqualTo(50);
    assertThat(comparison.attributes()).isEmpty();
  }

  @Test
  void emptySelection_tellsNothing() throws QueryException {
    assertThat(compare("", "{ duration > 1h }").attributes()).isEmpty();
  }

  @Test
  void noFilter_isRefused() {
    assertThatThrownBy(() -> compare("", "duration")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> compare("{} | rate()", "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void scores_areAtMostTheDifferenceOfTheShares(long seed) throws QueryException {
    var gen = new Gen(seed);
    var spans = new ArrayList<Span>();
    for (int at = 1 + gen.random().nextInt(100); at > 0; at--) {
      spans.add(
          span(1, gen.oneOf(List.of("a", "b")), "n")
              .trace(at)
              .at(0, 1 + gen.random().nextInt(9))
              .with(Attribute.of("k", gen.oneOf(List.of("x", "y", "z"))))
              .make());
    }
    SpanComparison comparison =
        AnalysesHouse.of(spans).compare(DEFAULT, "", "{ duration > 4ms }", HOUR, 10);

    assertThat(comparison.selected() + comparison.others()).isEqualTo(spans.size());
    for (AttributeLift attribute : comparison.attributes()) {
      assertThat(attribute.score()).isPositive();
      assertThat(attribute.values())
          .allSatisfy(each ->
              assertThat(each.score())
                  .isBetween(0.0, Math.abs(each.selectedShare() - each.otherShare()) + 1e-9));
    }
  }
}
