package dev.clew.query.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.QueryException;
import dev.clew.query.Series;
import dev.clew.query.SeriesAnswer;
import dev.clew.query.Steps;
import dev.clew.query.Value;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares what is gathered in parts, slices and numbers with what comes out when every span of
/// every step is looked at.
class SeriesPropertyTest {
  private static final List<String> FUNCTIONS =
      List.of(
          "rate()",
          "count_over_time()",
          "min_over_time(%s)",
          "max_over_time(%s)",
          "sum_over_time(%s)",
          "avg_over_time(%s)",
          "histogram_over_time(%s)",
          "quantile_over_time(%s, 0, .5, .9, 1)");
  private static final List<String> FIELDS = List.of("duration", ".v", "span.w");
  private static final List<String> KEYS =
      List.of(".a", "name", "resource.service.name", "span.n", "kind");
  private static final List<String> STATES =
      List.of("", "", "x=1", "ot=th:0", "ot=th:8", "ot=th:c", "ot=th:e6666666666666", "ot=th:5555");

  private static final SeriesLimits ROOMY = new SeriesLimits(100_000, 1 << 23, 100);

  static LongStream seeds() {
    return LongStream.range(0, Effort.of(150, 10_000));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void series_ofRandomSpans_areThoseOfEachStep(long seed) throws QueryException {
    var gen = new Gen(seed);
    List<SpanRow> rows = rows(gen);
    SeriesExpr.Measure measure = (SeriesExpr.Measure) Asked.tree("{} | " + function(gen) + by(gen));
    var steps =
        new Steps(
            10L * gen.random().nextInt(3),
            1 + gen.random().nextInt(20),
            1 + gen.random().nextInt(9));
    var spans = new FakeSpans(rows, gen.random(), 1 + gen.random().nextInt(4));

    SeriesAnswer result = Asked.query(spans, steps, ROOMY, gen.random().nextInt(5)).run(measure);

    assertThat(result.isTruncated()).isFalse();
    Asked.assertSame(result, NaiveSeries.of((Gather.OverTime) measure.gather(), steps, rows));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void series_tooMany_areTheFirst(long seed) throws QueryException {
    var gen = new Gen(seed);
    List<SpanRow> rows = rows(gen);
    SeriesExpr.Measure measure = (SeriesExpr.Measure) Asked.tree("{} | " + function(gen) + by(gen));
    var limits = new SeriesLimits(1 + gen.random().nextInt(20), 1 + gen.random().nextInt(100), 3);

    SeriesAnswer result =
        Asked.query(new FakeSpans(rows, gen.random(), 3), Asked.STEPS, limits, 3).run(measure);
    SeriesAnswer again =
        Asked.query(new FakeSpans(rows, gen.random(), 1), Asked.STEPS, limits, 3).run(measure);

    var naive = NaiveSeries.of((Gather.OverTime) measure.gather(), Asked.STEPS, rows);
    assertThat(again.series().stream().map(Series::labels).toList())
        .isEqualTo(result.series().stream().map(Series::labels).toList());
    assertThat(naive.size() == result.series().size() || result.isTruncated()).isTrue();
    naive.keySet().retainAll(result.series().stream().map(Series::labels).toList());
    Asked.assertSame(result, naive);
  }

  private static String function(Gen gen) {
    return gen.oneOf(FUNCTIONS).formatted(gen.oneOf(FIELDS));
  }

  private static String by(Gen gen) {
    Set<String> keys = new HashSet<>(gen.some(4, () -> gen.oneOf(KEYS)));
    return keys.isEmpty() ? "" : " by (" + String.join(", ", keys) + ")";
  }

  private static List<SpanRow> rows(Gen gen) {
    int size = gen.chance(0.1) ? 1300 : gen.random().nextInt(60);
    boolean isSampled = gen.chance(0.5);
    var rows = new ArrayList<SpanRow>();
    for (int row = 0; row < size; row++) {
      SpanRow span = SpanRow.at(gen.random().nextInt(-5, 120)).id(row + 1L);
      for (String key : KEYS) {
        span = gen.chance(0.7) ? span.with(key, value(gen)) : span;
      }
      span = span.with("duration", gen.random().nextLong() >>> (1 + gen.random().nextInt(62)));
      span = gen.chance(0.8) ? span.with(".v", number(gen)) : span;
      span = gen.chance(0.8) ? span.with("span.w", number(gen)) : span;
      rows.add(isSampled ? span.state(gen.oneOf(STATES)) : span);
    }
    return rows;
  }

  private static Value value(Gen gen) {
    return switch (gen.random().nextInt(8)) {
      case 0 -> new Value.Int(gen.random().nextInt(3));
      case 1 -> new Value.Bool(gen.chance(0.5));
      case 2 -> new Value.Text("nil");
      default -> new Value.Text("x" + gen.random().nextInt(4));
    };
  }

  private static Value number(Gen gen) {
    return switch (gen.random().nextInt(10)) {
      case 0 -> new Value.Text("7");
      case 1 -> new Value.Real(Double.NaN);
      case 2 -> new Value.Int(gen.random().nextLong());
      case 3 -> new Value.Real(gen.random().nextGaussian() * 1e15);
      case 4 -> new Value.Int(1L << gen.random().nextInt(63));
      case 5 -> new Value.Real(Math.scalb(1.0, gen.random().nextInt(-3, 80)));
      case 6 -> new Value.Real(gen.random().nextDouble() * 100);
      default -> new Value.Int(gen.random().nextInt(100));
    };
  }
}
