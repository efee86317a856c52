package dev.clew.query.oracle;

import static dev.clew.query.SpanMaker.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attribute;
import dev.clew.model.Span;
import dev.clew.model.TimeRange;
import dev.clew.query.SpanMaker;
import dev.clew.query.oracle.SeriesOracle.Steps;
import dev.clew.query.traceql.Query;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of numbers over time, one by one, by which the oracle judges.
class SeriesOracleTest {
  private static final long SECOND = 1_000_000_000;
  private static final Steps STEPS = new Steps(2 * SECOND, 2 * SECOND, 2);

  /// Two steps: up to 2 s, and up to 4 s.
  private static final List<Span> SPANS =
      spans(
          at(0, 1).with(Attribute.of("k", "before")),
          at(SECOND, 1).with(Attribute.of("k", "a"), Attribute.of("v", 3)),
          at(2 * SECOND, 2).with(Attribute.of("k", "a"), Attribute.of("v", 5)),
          at(2 * SECOND + 1, 4).with(Attribute.of("k", "b"), Attribute.of("v", 1.5)),
          at(4 * SECOND, 8).with(Attribute.of("v", "x")),
          at(4 * SECOND + 1, 1).with(Attribute.of("k", "after")));

  private static SpanMaker at(long start, long seconds) {
    return span(start + 1, 1).at(start, start + seconds * SECOND);
  }

  private static List<Span> spans(SpanMaker... makers) {
    return Arrays.stream(makers).map(SpanMaker::make).toList();
  }

  private static String series(String query, List<Span> spans) throws Failure {
    Query.Root.Metrics metrics = (Query.Root.Metrics) Judge.parsed(query).root();
    return new SeriesOracle(new SearchOracle(spans), STEPS)
        .series(metrics.series()).entrySet().stream()
            .map(each -> text(each.getKey()) + " " + text(each.getValue()))
            .collect(Collectors.joining("|"));
  }

  private static String text(SeriesLabels labels) {
    return labels.all().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }

  private static String text(double[] points) {
    return Arrays.stream(points)
        .mapToObj(each -> Double.isNaN(each) ? "-" : plain(each))
        .collect(Collectors.joining(" "));
  }

  private static String plain(double point) {
    return new BigDecimal(point, new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{ } | count_over_time(); __name__=count_over_time 2 2",
        "{ } | rate(); __name__=rate 1 1",
        "{ .k = \"c\" } | rate(); ``",
        "{ } | count_over_time() by (.k); .k=a 2 0|.k=b 0 1|.k=nil 0 1",
        "{ } | count_over_time() by (.k, .z); .k=a 2 0|.k=b 0 1|.k=nil 0 1",
        "{ } | sum_over_time(.v); __name__=sum_over_time 8 1.5",
        "{ } | avg_over_time(.v) by (.k); .k=a 4 -|.k=b - 1.5",
        "{ } | min_over_time(duration); __name__=min_over_time 1 4",
        "{ } | max_over_time(.v); __name__=max_over_time 5 1.5",
        "{ } | histogram_over_time(.v); __bucket=4.0 1 0|__bucket=8.0 1 0",
        "{ } | quantile_over_time(.v, 0, 1); p=0.0 4 -|p=1.0 8 -",
        "{ } | quantile_over_time(span:childCount, 1); ``",
        "{ } | count_over_time() by (.k) > 0; .k=a 2 -|.k=b - 1|.k=nil - 1",
        "{ } | max_over_time(duration) > 2s; __name__=max_over_time - 8",
        "{ } | count_over_time() by (.k) | topk(1); .k=a 2 -|.k=b - 1",
        "{ } | count_over_time() by (.k) | bottomk(1); .k=a - 0|.k=b 0 -",
        "({ } | rate()) * 2; __name__=(rate * 2) 2 2",
        "2 - ({ } | rate()); __name__=(2 - rate) 1 1",
        "({ } | count_over_time() by (.k)) / ({ } | count_over_time());"
            + " .k=a,__name__=(count_over_time / count_over_time) 1 0"
            + "|.k=b,__name__=(count_over_time / count_over_time) 0 0.5"
            + "|.k=nil,__name__=(count_over_time / count_over_time) 0 0.5",
        "({ } | rate()) / ({ .k = \"a\" } | rate()); __name__=(rate / rate) 1 -",
        "({ } | rate() by (.k)) + ({ } | rate() by (.v)); ``",
      })
  void series_asTheRulesHaveIt(String query, String expected) throws Failure {
    assertThat(series(query, SPANS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1",
        "ot=th:0 | 1",
        "ot=th:8 | 2",
        "a=b, ot=rv:1;th:c | 4",
        "ot=p:8 | 1",
        "x=ot=th:8 | 1",
        "ot=th:8;th | 2",
        "ot=th:zz | 1"
      })
  void sampledSpan_standsForSoMany(String state, String count) throws Failure {
    assertThat(series("{ } | count_over_time()", spans(at(SECOND, 1).sampled(state))))
        .isEqualTo("__name__=count_over_time " + count + " 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{ } | count() by (.k); a=2 2|after=1 1|b=1 1|before=1 1|NIL=1 1",
        "{ } | sum(.v) by (.k, .k); a=8 2|after=NIL 1|b=1.5 1|before=NIL 1|NIL=NIL 1",
        "{ .v != nil } | avg(.v) by (.k); a=4.0 2|b=1.5 1|NIL=NIL 1",
        "{ .v > 3 } | min(.v) by (name); work=5 1",
        "{ .v > 2 } | sum(.v + 9223372036854775800) by (name); work=1.8446744073709552E19 2",
        "{ } | sum(.v / 0.0) by (name); work=Infinity 6",
        "{ .v > 0 } | sum((.v - 4) / 0.0) by (name); work=NIL 3",
      })
  void totals_asTheRulesHaveIt(String query, String expected) throws Failure {
    var root = (Query.Root.Totals) Judge.parsed(query).root();
    var left = new SearchOracle(SPANS).left(root.source(), TimeRange.ALL);

    assertThat(TotalsOracle.groups(left.found(), root).entrySet())
        .extracting(each -> each.getKey().getFirst() + "=" + text(each.getValue()))
        .containsExactlyInAnyOrder(expected.split("\\|"));
  }

  private static String text(TotalsOracle.Group group) {
    return group.value() + " " + group.spans();
  }

  @Test
  void criticalPath_isNobodysTwice() {
    var trace =
        new WholeTrace(
            Stream.of(
                    span(1, 1).at(0, 100),
                    span(1, 2).under(1).at(10, 60),
                    span(1, 3).under(1).at(40, 90),
                    span(1, 4).under(3).at(50, 120))
                .map(SpanMaker::make)
                .toList());

    // 1 until 10, then 2 until 3 begins, then 3 until 4 begins, whose end is cut off at 3's.
    assertThat(trace.nodes)
        .extracting(node -> node.criticalNanos)
        .containsExactly(20L, 30L, 10L, 40L);
    assertThat(trace.nodes).extracting(Node::selfNanos).containsExactly(20L, 50L, 10L, 70L);
  }
}
