package dev.clew.query.series;

import static dev.clew.query.series.Asked.ask;
import static dev.clew.query.series.Asked.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.QueryException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesCalculationTest {
  private static final SpanRow[] ROWS = {
    SpanRow.at(5).with(".a", "x").with(".v", 4),
    SpanRow.at(6).with(".a", "x").with(".v", 2),
    SpanRow.at(7).with(".a", "y"),
    SpanRow.at(15).with(".a", "y").with(".v", 8)
  };

  @Test
  void calculation_equalLabels_meet() throws QueryException {
    var result = ask("({} | sum_over_time(.v) by (.a)) / ({} | count_over_time() by (.a))", ROWS);

    assertThat(points(result))
        .containsEntry(
            ".a=x,__name__=(sum_over_time / count_over_time)", List.of("3", "-", "-", "-", "-"))
        .containsEntry(
            ".a=y,__name__=(sum_over_time / count_over_time)", List.of("-", "8", "-", "-", "-"));
  }

  @Test
  void calculation_oneSideWithoutLabels_goesWithAll() throws QueryException {
    var result = ask("({} | count_over_time() by (.a)) - ({} | count_over_time())", ROWS);

    assertThat(points(result))
        .containsEntry(
            ".a=x,__name__=(count_over_time - count_over_time)", List.of("-1", "-1", "0", "0", "0"))
        .hasSize(2);
  }

  @Test
  void calculation_leftSideWithoutLabels_staysLeft() throws QueryException {
    var result = ask("({} | count_over_time()) - ({} | count_over_time() by (.a))", ROWS);

    assertThat(points(result).values()).contains(List.of("1", "1", "0", "0", "0"));
  }

  @Test
  void calculation_labelsThatDiffer_meetNothing() throws QueryException {
    assertThat(ask("({} | rate() by (.a)) + ({} | rate() by (.b))", ROWS).series()).isEmpty();
  }

  @Test
  void calculation_divisionByZero_isNoPoint() throws QueryException {
    var result = ask("({} | count_over_time()) / ({} | count_over_time())", ROWS);

    assertThat(points(result).values()).containsExactly(List.of("1", "1", "-", "-", "-"));
  }

  @Test
  void calculation_integerConstants_truncate() throws QueryException {
    assertThat(points(ask("1 / 2 + ({} | count_over_time())", ROWS)))
        .containsEntry("__name__=(0 + count_over_time)", List.of("3", "1", "0", "0", "0"));
    assertThat(points(ask("1 / 2.0 + ({} | count_over_time())", ROWS)).values())
        .containsExactly(List.of("3.5", "1.5", "0.5", "0.5", "0.5"));
  }

  @Test
  void calculation_refined_afterwards() throws QueryException {
    assertThat(points(ask("({} | count_over_time()) * 2 > 2", ROWS)))
        .containsEntry("__name__=(count_over_time * 2)", List.of("6", "-", "-", "-", "-"));
  }

  @Test
  void calculation_sameFunctionTwice_isGatheredOnce() throws QueryException {
    var spans = new FakeSpans(List.of(ROWS), new Random(1), 1);
    var query = Asked.query(spans, Asked.STEPS, SeriesLimits.defaults(), 0);

    query.run(Asked.tree("({} | rate()) + ({} | rate())"));

    assertThat(spans.scans).isEqualTo(1);
  }

  @Test
  void calculation_thousandsOfParts_endsWithoutDepth() throws QueryException {
    var result = ask("({} | count_over_time())" + " + 1".repeat(1000), ROWS);

    assertThat(points(result).values())
        .containsExactly(List.of("1003", "1001", "1000", "1000", "1000"));
  }
}
