package dev.clew.query.series;

import static dev.clew.query.series.Asked.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.query.Exemplar;
import dev.clew.query.QueryException;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExemplarsTest {
  private static SeriesAnswer asked(String query, int exemplars, SpanRow... rows)
      throws QueryException {
    return ask(query, SeriesLimits.defaults(), exemplars, rows);
  }

  private static List<Exemplar> all(SeriesAnswer result) {
    return result.series().stream().flatMap(each -> each.exemplars().stream()).toList();
  }

  @Test
  void exemplar_tellsSpanAndValue() throws QueryException {
    var result =
        asked(
            "{} | max_over_time(duration)",
            1,
            SpanRow.at(5).id(9).with("duration", 3_000_000_000L));

    assertThat(all(result))
        .containsExactly(new Exemplar(new TraceId(7, 9), new SpanId(9), 5, OptionalDouble.of(3)));
  }

  @Test
  void exemplar_ofCountedSpans_hasNoValue() throws QueryException {
    assertThat(all(asked("{} | rate()", 1, SpanRow.at(5))).getFirst().value()).isEmpty();
  }

  @Test
  void exemplars_noneAskedFor_none() throws QueryException {
    assertThat(all(asked("{} | rate()", 0, SpanRow.at(5)))).isEmpty();
  }

  @Test
  void exemplars_oneForEachPartOfTheTime() throws QueryException {
    var rows = new ArrayList<SpanRow>();
    for (int start = 1; start <= 50; start++) {
      rows.add(SpanRow.at(start));
    }

    var found = all(asked("{} | rate()", 5, rows.toArray(SpanRow[]::new)));

    assertThat(found.stream().map(each -> (each.startNanos() - 1) / 10))
        .containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void exemplars_whoeverSeesTheSpansInWhateverOrder_areTheSame() throws QueryException {
    var rows = new ArrayList<SpanRow>();
    for (int row = 0; row < 2000; row++) {
      rows.add(SpanRow.at(1 + row % 50).id(1 + row).with(".a", "x" + row % 3));
    }
    var tree = Asked.tree("{} | rate() by (.a)");
    var found = new ArrayList<List<Exemplar>>();
    for (int seed = 0; seed < 20; seed++) {
      var spans = new FakeSpans(rows, new Random(seed), 1 + seed % 4);
      found.add(all(Asked.query(spans, Asked.STEPS, SeriesLimits.defaults(), 7).run(tree)));
    }

    assertThat(found.stream().distinct()).hasSize(1);
    assertThat(found.getFirst()).hasSize(7);
  }

  @Test
  void exemplar_onlySpansThatAreGathered() throws QueryException {
    var result =
        asked(
            "{} | histogram_over_time(.v)",
            1,
            SpanRow.at(5).with(".v", 1),
            SpanRow.at(6).with(".v", "8"),
            SpanRow.at(7).with(".v", 9).id(77));

    assertThat(all(result)).extracting(Exemplar::span).containsExactly(new SpanId(77));
  }

  @Test
  void exemplar_ofHistogram_isInItsBucket() throws QueryException {
    var result =
        asked(
            "{} | histogram_over_time(.v)",
            2,
            SpanRow.at(5).with(".v", 3),
            SpanRow.at(45).with(".v", 1000));

    for (Series each : result.series()) {
      double bound = ((Value.Real) each.labels().find("__bucket").orElseThrow()).value();
      assertThat(each.exemplars()).hasSize(1);
      assertThat(each.exemplars().getFirst().value().orElseThrow()).isBetween(bound / 2, bound);
    }
  }

  @Test
  void exemplar_ofQuantiles_isAtTheLowestThatReachesIt() throws QueryException {
    SpanRow[] rows = new SpanRow[9];
    for (int row = 0; row < 9; row++) {
      rows[row] = SpanRow.at(5).id(row + 1).with(".v", row == 8 ? 1000 : 2);
    }

    var result = asked("{} | quantile_over_time(.v, 0.8, 1)", 1, rows);

    Exemplar picked = all(result).getFirst();
    Series of = result.series().get(picked.value().orElseThrow() == 2 ? 0 : 1);
    assertThat(of.exemplars()).containsExactly(picked);
  }

  @Test
  void exemplars_calculation_showsThoseOfBothSides() throws QueryException {
    var result =
        asked(
            "({} | max_over_time(.v)) / ({} | min_over_time(.v))",
            3,
            SpanRow.at(5).with(".v", 3),
            SpanRow.at(45).with(".v", 1000));

    assertThat(all(result)).hasSize(3);
  }

  @Test
  void hint_saysHowMany() {
    assertThat(SeriesQuery.exemplars(Asked.parsed("{} | rate()"), 5)).isEqualTo(5);
    assertThat(SeriesQuery.exemplars(Asked.parsed("{} | rate() with(exemplars=3)"), 5))
        .isEqualTo(3);
    assertThat(SeriesQuery.exemplars(Asked.parsed("{} | rate() with(exemplars=-3)"), 5)).isZero();
    assertThat(SeriesQuery.exemplars(Asked.parsed("{} | rate() with(exemplars=false)"), 5))
        .isZero();
    assertThat(SeriesQuery.exemplars(Asked.parsed("{} | rate() with(exemplars=true)"), 5))
        .isEqualTo(5);
  }
}
