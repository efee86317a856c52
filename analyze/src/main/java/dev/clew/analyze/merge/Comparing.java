package dev.clew.analyze.merge;

import dev.clew.analyze.TraceComparison;
import dev.clew.analyze.TraceComparison.Difference;
import dev.clew.analyze.TraceComparison.Node;
import dev.clew.analyze.TraceComparison.ResourceDifference;
import dev.clew.analyze.TraceComparison.Side;
import dev.clew.analyze.TraceComparison.Tally;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.Attribute;
import dev.clew.wire.otlp.ModelSpans;
import dev.clew.wire.otlp.Spans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What differs between two traces.
///
/// **The rule.** Both are laid over each other (see [Merging]). At each node stand the spans of the
/// one and of the other: how many, how many failed, how long they took, in themselves and on the
/// critical path. What the spans have on the critical paths sums to how long the roots took, so the
/// differences of all nodes sum to the difference of the traces. At nodes with spans of both the
/// attributes are told whose values are not the same; likewise those of the resources, by service.
public final class Comparing {
  static final int MOST_NODES = 20_000;

  /// Of a larger trace no attributes are compared.
  private static final int MOST_SPANS_READ = 100_000;

  private final SpanTree a;
  private final SpanTree b;
  private final Merging merging = new Merging(2, MOST_NODES);
  private final Map<Integer, Values> attributes = new HashMap<>();
  private final Map<String, Values> resources = new TreeMap<>();
  private final boolean isRead;

  private Comparing(SpanTree a, SpanTree b, boolean areWhole) {
    this.a = a;
    this.b = b;
    isRead = areWhole && Math.max(a.size(), b.size()) <= MOST_SPANS_READ;
    add(a, 0);
    add(b, 1);
  }

  /// Lays one trace over the other.
  ///
  /// @param areWhole true when their spans have all that they carry
  public static TraceComparison of(SpanTree a, SpanTree b, boolean areWhole) {
    return new Comparing(a, b, areWhole).compare();
  }

  private void add(SpanTree trace, int side) {
    int[] nodeOf = merging.add(trace, side);
    for (int row = 0; isRead && row < nodeOf.length; row++) {
      if (nodeOf[row] >= 0) {
        attributes
            .computeIfAbsent(nodeOf[row], _ -> new Values())
            .add(side, attributes(trace, row));
      }
    }
    int[] firstRows = new int[trace.batch().resources().size()];
    for (int row = trace.size() - 1; row >= 0; row--) {
      firstRows[trace.resource(row)] = row;
    }
    for (int resource = 0; resource < firstRows.length; resource++) {
      if (trace.resource(firstRows[resource]) == resource) {
        resources
            .computeIfAbsent(trace.service(firstRows[resource]), _ -> new Values())
            .add(side, ModelSpans.resource(trace.batch(), resource).attributes());
      }
    }
  }

  private static List<Attribute> attributes(SpanTree trace, int row) {
    Spans spans = trace.batch().spans();
    int span = trace.spanAt(row);
    return ModelSpans.attributes(
        trace.batch(), spans.attributesFrom(span), spans.attributesTo(span));
  }

  private TraceComparison compare() {
    List<Merging.Place> places = merging.inOrder(Comparator.comparingInt(Merging.Place::number));
    Map<Integer, Integer> placeOf = new HashMap<>();
    IntStream.range(0, places.size()).forEach(at -> placeOf.put(places.get(at).number(), at));
    List<Node> nodes =
        places.stream()
            .map(place -> node(place, placeOf.getOrDefault(place.parent(), -1)))
            .toList();
    var differences = new ArrayList<ResourceDifference>();
    resources.forEach((service, values) -> {
      if (values.hasBothSides()) {
        values
            .differences()
            .forEach(each -> differences.add(new ResourceDifference(service, each)));
      }
    });
    boolean isTruncated = merging.isTruncated() || !isRead;
    return new TraceComparison(side(a), side(b), nodes, differences, isTruncated);
  }

  private static Side side(SpanTree trace) {
    int root = trace.root();
    return new Side(
        trace.traceId(),
        trace.service(root),
        trace.name(root),
        trace.sinceEpoch(trace.startNanos(root)),
        trace.rootNanos(),
        trace.size(),
        trace.rows(trace::hasError).length);
  }

  private Node node(Merging.Place place, int parent) {
    Values values = attributes.get(place.number());
    List<Difference> differences =
        values == null || !values.hasBothSides() ? List.of() : values.differences();
    return new Node(
        parent,
        place.depth(),
        place.service(),
        place.name(),
        place.kind(),
        tally(place.sides().get(0)),
        tally(place.sides().get(1)),
        differences);
  }

  private static Tally tally(NodeTally side) {
    return new Tally(
        side.count(),
        side.errors(),
        side.totalNanos(),
        side.selfNanos(),
        side.pathNanos(),
        side.spans());
  }
}
