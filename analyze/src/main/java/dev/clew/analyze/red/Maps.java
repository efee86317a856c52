package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.ServiceMap;
import dev.clew.analyze.ServiceMap.Cut;
import dev.clew.analyze.ServiceMap.Edge;
import dev.clew.analyze.ServiceMap.Node;
import dev.clew.store.CallSeries;
import dev.clew.store.Counts;
import dev.clew.store.SpanSeries;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Draws who calls whom, out of what the store has counted.
///
/// **The rule.** An edge is all calls of one type from one service to another, or to what only its
/// callers know of; what a call is, `DependencyFeed` in the store says. A node is whatever has an
/// edge, and every service that sends spans. A service's own numbers are those of its overview; of
/// a node that sends no spans they are those of the calls to it.
///
/// **The cut.** First the edges go that have less than the least share of all calls; then, around a
/// node, whatever is more hops away, in whichever direction calls go; then all but the busiest.
public final class Maps {
  private static final int MOST_EDGES = 2000;
  private static final int MOST_NODES = 2000;

  private final CountedRange range;
  private final SpanCounts spans;
  private final Edges edges;

  public Maps(CountedRange range, Counts<SpanSeries> spans, Counts<CallSeries> calls) {
    this.range = range;
    this.spans = new SpanCounts(range, spans);
    edges = new Edges(range, calls);
  }

  public ServiceMap draw(Cut cut) {
    List<Edge> all = edges.all().toList();
    double calls = all.stream().mapToLong(edge -> edge.red().count()).sum();
    List<Edge> strong =
        all.stream().filter(edge -> edge.red().count() >= cut.minShare() * calls).toList();
    Set<String> names = names(strong, cut);
    List<Edge> near =
        strong.stream()
            .filter(edge -> names.contains(edge.client()) && names.contains(edge.server()))
            .toList();
    List<Edge> shown = near.stream().limit(MOST_EDGES).toList();
    List<Node> nodes =
        names.stream()
            .map(this::node)
            .sorted(Comparator.comparingLong((Node node) -> node.red().count()).reversed())
            .limit(MOST_NODES)
            .toList();
    int hidden = all.size() - strong.size() + near.size() - shown.size();
    var reasons =
        Stream.concat(spans.coverage().reasons().stream(), edges.coverage().reasons().stream())
            .toList();
    return new ServiceMap(
        range, range.previous(), nodes, shown, hidden, SpanCounts.coverage(reasons));
  }

  private Set<String> names(List<Edge> edges, Cut cut) {
    Set<String> names = new TreeSet<>();
    edges.forEach(edge -> names.addAll(List.of(edge.client(), edge.server())));
    spans
        .services()
        .forEach((name, service) -> {
          if (!service.isEmpty()) {
            names.add(name);
          }
        });
    if (cut.focus().isEmpty()) {
      return names;
    }
    Set<String> near = new TreeSet<>(names.contains(cut.focus()) ? Set.of(cut.focus()) : Set.of());
    for (int hop = 0; hop < cut.hops(); hop++) {
      Set<String> before = new HashSet<>(near);
      for (Edge edge : edges) {
        if (before.contains(edge.client()) || before.contains(edge.server())) {
          near.addAll(List.of(edge.client(), edge.server()));
        }
      }
    }
    return near;
  }

  private Node node(String name) {
    SpanCounts.OfService service = spans.services().get(name);
    boolean isInstrumented = service != null && !service.isEmpty();
    TwoRanges judged =
        service != null && !service.isEmpty() ? service.judged() : edges.received(name);
    return new Node(name, isInstrumented, judged.now(), judged.before());
  }
}
