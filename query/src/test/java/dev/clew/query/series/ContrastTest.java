package dev.clew.query.series;

import static dev.clew.query.series.Asked.ask;
import static dev.clew.query.series.Asked.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.query.QueryException;
import dev.clew.query.Series;
import dev.clew.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fake selects spans that have the field `selected`.
class ContrastTest {
  private static SpanRow selected(long start) {
    return SpanRow.at(start).with("selected", "yes");
  }

  @Test
  void compare_countsValuesOnBothSides() throws QueryException {
    var result =
        ask(
            "{} | compare({ status = error })",
            selected(5).with("span.a", "x"),
            selected(15).with("span.a", "x"),
            SpanRow.at(5).with("span.a", "x"),
            SpanRow.at(5).with("span.a", "y"),
            SpanRow.at(6));

    assertThat(points(result))
        .containsEntry("__meta_type=selection,span.a=x", List.of("1", "1", "0", "0", "0"))
        .containsEntry("__meta_type=baseline,span.a=x", List.of("1", "0", "0", "0", "0"))
        .containsEntry("__meta_type=baseline,span.a=y", List.of("1", "0", "0", "0", "0"))
        .containsEntry("__meta_type=selection_total,span.a=nil", List.of("1", "1", "0", "0", "0"))
        .containsEntry("__meta_type=baseline_total,span.a=nil", List.of("2", "0", "0", "0", "0"))
        .hasSize(5);
  }

  @Test
  void compare_window_selectsOnlyInIt() throws QueryException {
    var result =
        ask(
            "{} | compare({}, 10, 5, 16)",
            selected(4).with("name", "a"),
            selected(5).with("name", "b"),
            selected(15).with("name", "c"),
            selected(16).with("name", "d"));

    assertThat(points(result))
        .containsKeys(
            "__meta_type=baseline,name=a",
            "__meta_type=selection,name=b",
            "__meta_type=selection,name=c",
            "__meta_type=baseline,name=d")
        .hasSize(6);
  }

  @Test
  void compare_topN_isTakenOnEachSideForItself() throws QueryException {
    var result =
        ask(
            "{} | compare({ status = error }, 1)",
            selected(5).with("span.a", "x"),
            selected(6).with("span.a", "x"),
            selected(7).with("span.a", "y"),
            SpanRow.at(5).with("span.a", "x"),
            SpanRow.at(5).with("span.a", "z"),
            SpanRow.at(6).with("span.a", "z"));

    assertThat(points(result))
        .containsOnlyKeys(
            "__meta_type=selection,span.a=x",
            "__meta_type=baseline,span.a=z",
            "__meta_type=selection_total,span.a=nil",
            "__meta_type=baseline_total,span.a=nil");
  }

  @Test
  void compare_tooManyValues_saysSo() throws QueryException {
    SpanRow[] rows =
        IntStream.rangeClosed(0, ValueCounts.MOST_VALUES)
            .mapToObj(row -> SpanRow.at(5).with("span.id", row).with("span.a", "x"))
            .toArray(SpanRow[]::new);

    assertThat(points(ask("{} | compare({ status = error })", rows)))
        .containsEntry(
            "__meta_error=__too_many_values__,__meta_type=baseline,span.id=nil",
            List.of("1001", "0", "0", "0", "0"))
        .containsEntry("__meta_type=baseline,span.a=x", List.of("1001", "0", "0", "0", "0"))
        .hasSize(4);
  }

  @Test
  void compare_sampledSpans_standForOthers() throws QueryException {
    var result =
        ask("{} | compare({ status = error })", selected(5).with("name", "a").state("ot=th:c"));

    assertThat(points(result))
        .containsEntry("__meta_type=selection,name=a", List.of("4", "0", "0", "0", "0"));
    assertThat(result.unweighedSpans()).isZero();
  }

  @Test
  void compare_moreRowsThanThereIsRoomFor_comparesTheFirstAttributes() throws QueryException {
    var row = SpanRow.at(5).with("span.a", "x").with("span.b", "x").with("span.c", "x");

    var result = ask("{} | compare({ status = error })", new SeriesLimits(100, 40, 0), 0, row);

    assertThat(result.isTruncated()).isTrue();
    assertThat(points(result))
        .containsOnlyKeys(
            "__meta_type=baseline,span.a=x",
            "__meta_type=baseline,span.b=x",
            "__meta_type=baseline_total,span.a=nil",
            "__meta_type=baseline_total,span.b=nil");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void compare_randomSpans_countsAsOneWouldByHand(long seed) throws QueryException {
    var gen = new Gen(seed);
    var rows = new ArrayList<SpanRow>();
    Map<String, double[]> expected = new TreeMap<>();
    for (int at = gen.random().nextInt(800); at > 0; at--) {
      long start = gen.random().nextInt(1, 51);
      boolean isSelected = gen.chance(0.3);
      SpanRow row = isSelected ? selected(start) : SpanRow.at(start);
      String side = "__meta_type=" + (isSelected ? "selection" : "baseline");
      for (String key : List.of("name", "resource.a", "span.b")) {
        if (gen.chance(0.6)) {
          String value = "v" + gen.random().nextInt(8);
          row = row.with(key, value);
          count(expected, side + "," + key + "=" + value, start);
          count(expected, side + "_total," + key + "=nil", start);
        }
      }
      rows.add(row);
    }
    var spans = new FakeSpans(rows, new Random(seed), 3);

    var result =
        Asked.query(spans, Asked.STEPS, SeriesLimits.defaults(), 0)
            .run(Asked.tree("{} | compare({ status = error })"));

    Map<String, double[]> found = new TreeMap<>();
    for (Series each : result.series()) {
      double[] points = IntStream.range(0, each.size()).mapToDouble(each::point).toArray();
      found.put(Asked.text(each.labels()), points);
    }
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((labels, points) -> assertThat(found.get(labels)).isEqualTo(points));
  }

  private static void count(Map<String, double[]> into, String labels, long start) {
    into.computeIfAbsent(labels, _ -> new double[5])[(int) ((start - 1) / 10)]++;
  }
}
