package dev.clew.analyze.merge;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.SpanKind.CLIENT;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.Sketch;
import dev.clew.analyze.Structure;
import dev.clew.analyze.TraceComparison;
import dev.clew.analyze.TraceComparison.Difference;
import dev.clew.analyze.TraceComparison.Node;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Span;
import dev.clew.model.TraceId;
import dev.clew.query.Filters;
import dev.clew.query.QueryException;
import dev.clew.query.SearchRequest;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Traces laid over each other: two compared, or many as one structure.
class MergedTracesTest {
  private static final long MILLI = 1_000_000;

  private static final Analyses SHOP =
      AnalysesHouse.of(
          span(1, "shop", "page").version("1").at(0, 100),
          span(2, "shop", "get")
              .of(CLIENT)
              .under(1)
              .at(0, 20)
              .with(Attribute.of("db", "old"), Attribute.of("same", 1)),
          span(3, "shop", "ads").under(1).at(20, 40),
          span(4, "shop", "page").version("2").trace(2).at(0, 200),
          span(5, "shop", "get")
              .of(CLIENT)
              .trace(2)
              .under(4)
              .at(0, 50)
              .with(Attribute.of("db", "new"), Attribute.of("same", 1)),
          span(6, "shop", "get")
              .of(CLIENT)
              .trace(2)
              .under(4)
              .at(50, 100)
              .failed("x")
              .with(Attribute.of("db", "new"), Attribute.of("same", 1)));

  private static TraceComparison comparison() throws QueryException {
    return SHOP.compare(DEFAULT, new TraceId(0, 1), new TraceId(0, 2)).orElseThrow();
  }

  @Test
  void comparison_laysEqualPathsOverEachOther() throws QueryException {
    assertThat(comparison().nodes())
        .extracting(node -> node.name() + " " + node.a().count() + " " + node.b().count())
        .containsExactly("page 1 1", "get 1 2", "ads 1 0");
    assertThat(comparison().nodes()).extracting(Node::parent).containsExactly(-1, 0, 0);
  }

  @Test
  void comparison_tellsTimesAndErrors() throws QueryException {
    Node get = comparison().nodes().get(1);

    assertThat(get.a().totalNanos()).isEqualTo(20 * MILLI);
    assertThat(get.b().totalNanos()).isEqualTo(100 * MILLI);
    assertThat(get.b().errors()).isOne();
    assertThat(comparison().nodes().getFirst().a().selfNanos()).isEqualTo(60 * MILLI);
  }

  @Test
  void comparison_tellsWhatAttributesDiffer() throws QueryException {
    var was = List.<AttributeValue>of(new AttributeValue.Text("old"));
    var is = List.<AttributeValue>of(new AttributeValue.Text("new"));

    assertThat(comparison().nodes().get(1).attributes())
        .containsExactly(new Difference("db", was, is));
    assertThat(comparison().resources())
        .extracting(each -> each.service() + " " + each.difference().key())
        .containsExactly("shop service.version");
  }

  @Test
  void tracesTooLargeToBeWhole_areComparedWithoutTheirAttributes() throws QueryException {
    List<Span> traces =
        Sketch.spans(
            span(1, "shop", "page").at(0, 100).with(Attribute.of("body", "x".repeat(1000))),
            span(2, "shop", "page")
                .trace(2)
                .at(0, 200)
                .with(Attribute.of("body", "y".repeat(1000))));
    TraceComparison comparison =
        AnalysesHouse.of(traces, 500)
            .compare(DEFAULT, new TraceId(0, 1), new TraceId(0, 2))
            .orElseThrow();

    assertThat(comparison.isTruncated()).isTrue();
    assertThat(comparison.nodes()).singleElement().returns(List.of(), Node::attributes);
    assertThat(comparison.nodes().getFirst().b().totalNanos()).isEqualTo(200 * MILLI);
  }

  @Test
  void unknownTrace_isNotCompared() throws QueryException {
    assertThat(SHOP.compare(DEFAULT, new TraceId(0, 1), new TraceId(0, 9))).isEmpty();
  }

  @Test
  void structure_mergesTheTracesOfASearch() throws QueryException {
    var search = new SearchRequest(Filters.search(List.of()), HOUR, 10, Optional.empty(), 0);
    Structure structure = SHOP.structure(DEFAULT, search);

    assertThat(structure.traces()).isEqualTo(2);
    assertThat(structure.nodes())
        .extracting(node -> node.name() + " " + node.traces() + " " + node.count())
        .containsExactly("page 2 2", "get 2 3", "ads 1 1");
    assertThat(structure.nodes().get(1).maxNanos()).isEqualTo(50 * MILLI);
    assertThat(structure.nodes().get(1).p50Nanos()).isEqualTo(50 * MILLI);
    assertThat(structure.coverage().complete()).isTrue();
  }

  @Test
  void moreNodesThanThereIsRoomFor_areLeftOutWithAllBelow() {
    var merging = new Merging(1, 1);

    merging.add(SpanTree.of(Sketch.batch(span(1, "a", "a"), span(2, "a", "b").under(1))), 0);

    assertThat(merging.isTruncated()).isTrue();
    assertThat(merging.inOrder((_, _) -> 0)).hasSize(1);
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static SpanTree tree(Gen gen) {
    List<Span> trace = new TraceGen(gen).trace(1 + gen.random().nextInt(40));
    return SpanTree.of(Sketch.batch(trace));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void differences_sumToTheDifferenceOfTheTraces(long seed) {
    var gen = new Gen(seed);
    SpanTree a = tree(gen);
    SpanTree b = tree(gen);
    TraceComparison comparison = Comparing.of(a, b, true);

    long difference =
        comparison.nodes().stream()
            .mapToLong(node -> node.b().pathNanos() - node.a().pathNanos())
            .sum();
    assertThat(difference).isEqualTo(b.rootNanos() - a.rootNanos());
    assertThat(comparison.nodes().stream().mapToInt(node -> node.a().count()).sum())
        .isEqualTo(a.size());
    assertThat(comparison.nodes().stream().mapToInt(node -> node.b().count()).sum())
        .isEqualTo(b.size());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void traceAndItself_differInNothing(long seed) {
    SpanTree trace = tree(new Gen(seed));

    assertThat(Comparing.of(trace, trace, true).nodes())
        .allSatisfy(node -> {
          assertThat(node.a()).isEqualTo(node.b());
          assertThat(node.attributes()).isEmpty();
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nodes_standBehindTheirParents(long seed) {
    var gen = new Gen(seed);
    List<Node> nodes = Comparing.of(tree(gen), tree(gen), true).nodes();

    for (int at = 0; at < nodes.size(); at++) {
      int parent = nodes.get(at).parent();
      assertThat(parent).isLessThan(at);
      assertThat(nodes.get(at).depth()).isEqualTo(parent < 0 ? 0 : nodes.get(parent).depth() + 1);
    }
  }
}
