package dev.clew.query.series;

import static dev.clew.query.series.Asked.ask;
import static dev.clew.query.series.Asked.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.QueryException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesQueryTest {
  private static final double SECOND = 1e9;

  @Test
  void count_spanAtEndOfStep_isOfThatStep() throws QueryException {
    var result =
        ask(
            "{} | count_over_time()",
            SpanRow.at(10),
            SpanRow.at(11),
            SpanRow.at(20),
            SpanRow.at(21));

    assertThat(points(result))
        .containsEntry("__name__=count_over_time", List.of("1", "2", "1", "0", "0"));
  }

  @Test
  void count_spansOutOfRange_areNotCounted() throws QueryException {
    var result =
        ask("{} | count_over_time()", SpanRow.at(0), SpanRow.at(1), SpanRow.at(50), SpanRow.at(51));

    assertThat(points(result))
        .containsEntry("__name__=count_over_time", List.of("1", "0", "0", "0", "1"));
  }

  @Test
  void count_noSpans_noSeries() throws QueryException {
    assertThat(ask("{} | count_over_time()").series()).isEmpty();
  }

  @Test
  void rate_perSecondOfStep() throws QueryException {
    var result = ask("{} | rate()", SpanRow.at(5), SpanRow.at(6));

    assertThat(result.series().getFirst().point(0)).isEqualTo(2 / (10 / SECOND));
  }

  @Test
  void rate_byField_zeroWhereOthersAre() throws QueryException {
    var result =
        ask(
            "{} | count_over_time() by (.a)",
            SpanRow.at(5).with(".a", "x"),
            SpanRow.at(15).with(".a", "y"));

    assertThat(points(result))
        .containsEntry(".a=x", List.of("1", "0", "0", "0", "0"))
        .containsEntry(".a=y", List.of("0", "1", "0", "0", "0"))
        .hasSize(2);
  }

  @Test
  void by_someNil_labelIsLeftOut() throws QueryException {
    var result =
        ask("{} | count_over_time() by (.a, name)", SpanRow.at(5).with("name", "n"), SpanRow.at(5));

    assertThat(points(result)).containsOnlyKeys("name=n", ".a=nil");
  }

  @Test
  void by_nilAndTheTextNil_areOneSeries() throws QueryException {
    var result =
        ask("{} | count_over_time() by (.a)", SpanRow.at(5).with(".a", "nil"), SpanRow.at(6));

    assertThat(points(result)).containsEntry(".a=nil", List.of("2", "0", "0", "0", "0")).hasSize(1);
  }

  @Test
  void by_valuesOfDifferentTypes_areDifferentSeries() throws QueryException {
    var result =
        ask(
            "{} | count_over_time() by (.a)",
            SpanRow.at(5).with(".a", "5"),
            SpanRow.at(6).with(".a", 5));

    assertThat(points(result)).containsOnlyKeys(".a=5", ".a=i5");
  }

  @Test
  void series_areInOrderOfTheirLabels() throws QueryException {
    var result =
        ask(
            "{} | count_over_time() by (.a, .b)",
            SpanRow.at(5).with(".b", "1").with(".a", "x"),
            SpanRow.at(5).with(".a", "y"),
            SpanRow.at(5).with(".a", "x").with(".b", "0"));

    assertThat(result.series().stream().map(each -> Asked.text(each.labels())))
        .containsExactly(".a=y", ".a=x,.b=0", ".a=x,.b=1");
  }

  @Test
  void minAndMax_durations_areSeconds() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with("duration", 2_000_000_000L), SpanRow.at(6).with("duration", 500_000_000L)
    };

    assertThat(points(ask("{} | min_over_time(duration)", rows)))
        .containsEntry("__name__=min_over_time", List.of("0.5", "-", "-", "-", "-"));
    assertThat(points(ask("{} | max_over_time(duration)", rows)))
        .containsEntry("__name__=max_over_time", List.of("2", "-", "-", "-", "-"));
  }

  @Test
  void sumAndAvg_overIntegersAndReals_passOverWhatIsNoNumber() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with(".v", 3),
      SpanRow.at(6).with(".v", 0.5),
      SpanRow.at(7).with(".v", "8"),
      SpanRow.at(8).with(".v", Double.NaN),
      SpanRow.at(15)
    };

    assertThat(points(ask("{} | sum_over_time(.v)", rows)))
        .containsEntry("__name__=sum_over_time", List.of("3.5", "-", "-", "-", "-"));
    assertThat(points(ask("{} | avg_over_time(.v)", rows)))
        .containsEntry("__name__=avg_over_time", List.of("1.75", "-", "-", "-", "-"));
  }

  @Test
  void sum_integersThatDoublesRound_isExact() throws QueryException {
    long large = (1L << 60) + 1;

    var result =
        ask(
            "{} | sum_over_time(.v)",
            SpanRow.at(5).with(".v", large),
            SpanRow.at(6).with(".v", -(1L << 60)));

    assertThat(result.series().getFirst().point(0)).isEqualTo(1);
  }

  @Test
  void sum_realsOfVeryDifferentSize_losesNothing() throws QueryException {
    var result =
        ask(
            "{} | sum_over_time(.v)",
            SpanRow.at(5).with(".v", 1e300),
            SpanRow.at(6).with(".v", 0.1),
            SpanRow.at(7).with(".v", -1e300));

    assertThat(result.series().getFirst().point(0)).isEqualTo(0.1);
  }

  @Test
  void sum_noNumbersAtAll_noSeries() throws QueryException {
    assertThat(ask("{} | sum_over_time(.v)", SpanRow.at(5)).series()).isEmpty();
  }

  @Test
  void histogram_countsByPowersOfTwo() throws QueryException {
    var result =
        ask(
            "{} | histogram_over_time(.v)",
            SpanRow.at(5).with(".v", 1),
            SpanRow.at(5).with(".v", 2),
            SpanRow.at(5).with(".v", 3),
            SpanRow.at(15).with(".v", 4.0),
            SpanRow.at(15).with(".v", 4.5));

    assertThat(points(result))
        .containsEntry("__bucket=2", List.of("1", "0", "0", "0", "0"))
        .containsEntry("__bucket=4", List.of("1", "1", "0", "0", "0"))
        .containsEntry("__bucket=8", List.of("0", "1", "0", "0", "0"))
        .hasSize(3);
  }

  @Test
  void histogram_durations_bucketsAreSeconds() throws QueryException {
    var result =
        ask(
            "{} | histogram_over_time(duration) by (.a)",
            SpanRow.at(5).with("duration", 1L << 30).with(".a", "x"));

    assertThat(points(result)).containsOnlyKeys(".a=x,__bucket=" + (1L << 30) / SECOND);
  }

  @Test
  void quantile_eachIsASeries() throws QueryException {
    var result =
        ask(
            "{} | quantile_over_time(.v, 1, 0.5, 0.5)",
            SpanRow.at(5).with(".v", 2),
            SpanRow.at(5).with(".v", 16));

    assertThat(points(result))
        .containsEntry("p=0.5", List.of("2", "-", "-", "-", "-"))
        .containsEntry("p=1", List.of("16", "-", "-", "-", "-"))
        .hasSize(2);
  }

  @Test
  void threshold_secondStage_dropsPointsAndEmptySeries() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with(".a", "x"), SpanRow.at(5).with(".a", "x"), SpanRow.at(5).with(".a", "y")
    };

    assertThat(points(ask("{} | count_over_time() by (.a) > 1", rows)))
        .containsEntry(".a=x", List.of("2", "-", "-", "-", "-"))
        .hasSize(1);
  }

  @Test
  void threshold_duration_isSeconds() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with("duration", 2_000_000_000L),
      SpanRow.at(15).with("duration", 1_000_000_000L)
    };

    assertThat(points(ask("{} | max_over_time(duration) > 1500ms", rows)))
        .containsEntry("__name__=max_over_time", List.of("2", "-", "-", "-", "-"));
  }

  @Test
  void topk_tie_goesToTheFirstByLabels() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with(".a", "y"), SpanRow.at(5).with(".a", "x"), SpanRow.at(15).with(".a", "y")
    };

    assertThat(points(ask("{} | count_over_time() by (.a) | topk(1)", rows)))
        .containsEntry(".a=x", List.of("1", "-", "0", "0", "0"))
        .containsEntry(".a=y", List.of("-", "1", "-", "-", "-"));
  }

  @Test
  void bottomk_leastOfEachStep() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with(".a", "y").with(".v", 1),
      SpanRow.at(5).with(".a", "x").with(".v", 2),
      SpanRow.at(15).with(".a", "x").with(".v", 3)
    };

    assertThat(points(ask("{} | max_over_time(.v) by (.a) | bottomk(1)", rows)))
        .containsEntry(".a=y", List.of("1", "-", "-", "-", "-"))
        .containsEntry(".a=x", List.of("-", "3", "-", "-", "-"));
  }

  @Test
  void truncated_firstSeriesAreWhole() throws QueryException {
    SpanRow[] rows = {
      SpanRow.at(5).with(".a", "c"),
      SpanRow.at(5).with(".a", "a"),
      SpanRow.at(5).with(".a", "b"),
      SpanRow.at(15).with(".a", "a")
    };

    var result = ask("{} | count_over_time() by (.a)", new SeriesLimits(2, 1000, 0), 0, rows);

    assertThat(result.isTruncated()).isTrue();
    assertThat(points(result))
        .containsEntry(".a=a", List.of("1", "1", "0", "0", "0"))
        .containsOnlyKeys(".a=a", ".a=b");
  }

  @Test
  void weights_sampledSpansStandForOthers() throws QueryException {
    var result =
        ask(
            "{} | count_over_time()",
            SpanRow.at(5).state("ot=th:8"),
            SpanRow.at(6).state("x=y, ot=rv:1;th:c"),
            SpanRow.at(7),
            SpanRow.at(15).state("ot=th:0"));

    assertThat(points(result))
        .containsEntry("__name__=count_over_time", List.of("7", "1", "0", "0", "0"));
    assertThat(result.unweighedSpans()).isEqualTo(1);
  }

  @Test
  void weights_meansAndQuantiles_areOfAllThatWere() throws QueryException {
    SpanRow[] rows = {SpanRow.at(5).with(".v", 2).state("ot=th:c"), SpanRow.at(6).with(".v", 12)};

    assertThat(points(ask("{} | avg_over_time(.v)", rows)).get("__name__=avg_over_time"))
        .contains("4");
    assertThat(points(ask("{} | sum_over_time(.v)", rows)).get("__name__=sum_over_time"))
        .contains("20");
    assertThat(points(ask("{} | quantile_over_time(.v, 0.8)", rows)).get("p=0.8")).contains("2");
  }
}
