package dev.clew.analyze.merge;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.QueryComparison;
import dev.clew.analyze.QueryComparison.Node;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.TimeRange;
import dev.clew.query.Coverage;
import dev.clew.query.Progress;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.query.traceql.Parsed;
import dev.clew.query.traceql.TraceQl;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The traces of two queries laid over each other.
class ComparedQueriesTest {
  private static final long MILLI = 1_000_000;
  private static final Coverage ALL = new Coverage(true, 1, 1, 1, List.of());
  private static final int EACH = 30;

  /// Thirty pages of an old release and thirty of a new one, which asks the bank twice, is slower
  /// and runs in another region; what is different in each says nothing.
  private static Analyses releases() {
    var spans = new ArrayList<Sketch>();
    IntStream.rangeClosed(1, EACH)
        .forEach(number -> {
          spans.add(page(number, "1", 100));
          spans.add(span(1000 + number, "bank", "ask").trace(number).under(number).at(0, 20));
          int later = number + 100;
          spans.add(page(later, "2", 200));
          spans.add(span(1000 + later, "bank", "ask").trace(later).under(later).at(0, 60));
          spans.add(
              span(2000 + later, "bank", "ask").trace(later).under(later).at(60, 120).failed("no"));
        });
    return AnalysesHouse.of(spans.toArray(Sketch[]::new));
  }

  private static Sketch page(long number, String version, long millis) {
    return span(number, "shop", "page")
        .trace(number)
        .version(version)
        .at(0, millis)
        .with(
            Attribute.of("region", version.equals("1") ? "eu" : "us"),
            Attribute.of("request.id", "r" + number),
            Attribute.of("same", 7));
  }

  private static SearchRequest search(String query, TimeRange range) {
    return switch (TraceQl.parse(query)) {
      case Parsed.Valid(var valid) -> new SearchRequest(valid, range, 100, Optional.empty(), 0);
      case Parsed.Invalid(var error) -> throw new IllegalArgumentException(error.toString());
    };
  }

  private static QueryComparison comparison() throws QueryException {
    return releases()
        .compare(
            DEFAULT,
            search("{ resource.service.version = `1` }", HOUR),
            search("{ resource.service.version = `2` }", HOUR),
            50);
  }

  @Test
  void sides_tellHowTheirTracesWere() throws QueryException {
    QueryComparison comparison = comparison();

    assertThat(comparison.a())
        .isEqualTo(new QueryComparison.Side(30, 60, 0, 100e6, 100 * MILLI, 100 * MILLI));
    assertThat(comparison.b())
        .isEqualTo(new QueryComparison.Side(30, 90, 30, 200e6, 200 * MILLI, 200 * MILLI));
    assertThat(comparison.coverage().complete()).isTrue();
  }

  @Test
  void nodes_tellCountsTimesAndErrorsOfBothSides() throws QueryException {
    Node ask = comparison().nodes().get(1);

    assertThat(ask.name()).isEqualTo("ask");
    assertThat(ask.a().count()).isEqualTo(30);
    assertThat(ask.b().count()).isEqualTo(60);
    assertThat(ask.b().traces()).isEqualTo(30);
    assertThat(ask.a().p95Nanos()).isEqualTo(20 * MILLI);
    assertThat(ask.b().errorRate()).isEqualTo(0.5);
    assertThat(ask.deltaPathNanos()).isEqualTo(100e6);
  }

  @Test
  void attributes_areThoseThatTellTheSidesApart() throws QueryException {
    assertThat(comparison().attributes())
        .extracting(each -> each.key())
        .containsExactly("resource.service.version", "span.region");
  }

  @Test
  void sideWithoutTraces_hasNone() throws QueryException {
    QueryComparison comparison =
        releases()
            .compare(
                DEFAULT,
                search("{ name = `nothing` }", HOUR),
                search("{ name = `page` }", AnalysesHouse.hours(5)),
                50);

    assertThat(comparison.a().traces() + comparison.b().traces()).isZero();
    assertThat(comparison.nodes()).isEmpty();
  }

  @Test
  void reading_tellsHowFarItIs() throws QueryException {
    var heard = new ArrayList<String>();
    Progress.heardBy(
        (what, done, all) -> heard.add(what + " " + done + " of " + all),
        ComparedQueriesTest::comparison);

    assertThat(heard)
        .contains("traces 1 of 60", "traces 60 of 60")
        .anyMatch(each -> each.startsWith("blocks"));
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static List<SpanTree> traces(Gen gen) {
    return IntStream.range(0, 1 + gen.random().nextInt(5))
        .mapToObj(
            _ -> SpanTree.of(Sketch.batch(new TraceGen(gen).trace(1 + gen.random().nextInt(20)))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void differences_sumToTheDifferenceOfTheMeans(long seed) {
    var gen = new Gen(seed);
    var comparing = new ComparingMany();
    List<SpanTree> as = traces(gen);
    List<SpanTree> bs = traces(gen);
    as.forEach(trace -> comparing.add(0, trace));
    bs.forEach(trace -> comparing.add(1, trace));
    QueryComparison comparison = comparing.result(ALL, 50);

    double sum = comparison.nodes().stream().mapToDouble(Node::deltaPathNanos).sum();
    double difference = comparison.b().meanNanos() - comparison.a().meanNanos();
    assertThat(sum).isCloseTo(difference, within(1 + Math.abs(difference) * 1e-9));
    assertThat(comparison.nodes().stream().mapToInt(node -> node.a().count()).sum())
        .isEqualTo(as.stream().mapToInt(SpanTree::size).sum());
    assertThat(comparison.nodes().stream().mapToInt(node -> node.b().count()).sum())
        .isEqualTo(bs.stream().mapToInt(SpanTree::size).sum());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tracesAndThemselves_differInNothing(long seed) {
    var comparing = new ComparingMany();
    for (SpanTree trace : traces(new Gen(seed))) {
      comparing.add(0, trace);
      comparing.add(1, trace);
    }
    QueryComparison comparison = comparing.result(ALL, 50);

    assertThat(comparison.attributes()).isEmpty();
    assertThat(comparison.nodes())
        .allSatisfy(node -> {
          assertThat(node.a()).isEqualTo(node.b());
          assertThat(node.deltaPathNanos()).isZero();
        });
  }
}
