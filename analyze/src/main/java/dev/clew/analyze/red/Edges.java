package dev.clew.analyze.red;

import dev.clew.analyze.CountedRange;
import dev.clew.analyze.ServiceMap;
import dev.clew.query.Coverage;
import dev.clew.store.CallSeries;
import dev.clew.store.ConnectionType;
import dev.clew.store.Counts;
import dev.clew.store.Counts.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// What was counted of the calls between services in two equal ranges. Owned by one thread.
final class Edges {
  private static final Comparator<ServiceMap.Edge> BUSIEST_FIRST =
      Comparator.comparingLong((ServiceMap.Edge edge) -> edge.red().count())
          .reversed()
          .thenComparing(ServiceMap.Edge::client)
          .thenComparing(ServiceMap.Edge::server)
          .thenComparing(ServiceMap.Edge::type);

  private final CountedRange range;
  private final Map<Key, TwoRanges> edges = new HashMap<>();
  private final Map<String, TwoRanges> received = new HashMap<>();
  private final List<String> reasons = new ArrayList<>();
  private long untold;

  private record Key(String client, String server, ConnectionType type) {}

  Edges(CountedRange range, Counts<CallSeries> counts) {
    this.range = range;
    counts.cells().forEach(this::add);
    edges.forEach(
        (key, both) -> received.computeIfAbsent(key.server(), _ -> new TwoRanges(range)).add(both));
    reasons.addAll(counts.missing());
    if (untold > 0) {
      reasons.add(untold + " calls are of too many series to tell their ends or time");
    }
  }

  private void add(Cell<CallSeries> cell) {
    CallSeries series = cell.series();
    if (series.client().isEmpty() || series.server().isEmpty() || cell.stepStartNanos().isEmpty()) {
      untold += cell.count();
      return;
    }
    var key = new Key(series.client().get(), series.server().get(), series.type());
    edges.computeIfAbsent(key, _ -> new TwoRanges(range)).add(cell);
  }

  Stream<ServiceMap.Edge> all() {
    return between((_, _) -> true);
  }

  /// Those of which client and server pass, the busiest first.
  Stream<ServiceMap.Edge> between(BiPredicate<String, String> ends) {
    return edges.entrySet().stream()
        .filter(each -> ends.test(each.getKey().client(), each.getKey().server()))
        .filter(each -> !each.getValue().isEmpty())
        .map(each ->
            new ServiceMap.Edge(
                each.getKey().client(),
                each.getKey().server(),
                each.getKey().type(),
                each.getValue().now(),
                each.getValue().before()))
        .sorted(BUSIEST_FIRST);
  }

  /// The calls to a node.
  TwoRanges received(String node) {
    return received.getOrDefault(node, new TwoRanges(range));
  }

  Coverage coverage() {
    return SpanCounts.coverage(reasons);
  }
}
