package dev.clew.analyze.merge;

import dev.clew.analyze.QueryComparison;
import dev.clew.analyze.QueryComparison.Example;
import dev.clew.analyze.QueryComparison.Node;
import dev.clew.analyze.QueryComparison.Side;
import dev.clew.analyze.QueryComparison.Tally;
import dev.clew.analyze.lift.TraceShares;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.query.Coverage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What differs between the traces of two sides.
///
/// **The rule.** All traces are laid over each other (see [Merging]), and each node tells of the
/// spans of either side: how many in how many traces, how many failed, how they are spread. The
/// sides may have unequally many traces, so that what is compared is an average over the traces of
/// a side: what a node has on the critical path of a trace. Over all nodes these sum to how long
/// the roots took on average, so the differences of the nodes sum to the difference of the sides.
/// Attributes are compared by how many traces have a value, see [TraceShares]: traces are the
/// accidents of which chance has its share, spans of one trace are alike for a reason.
///
/// Owned by one thread.
public final class ComparingMany {
  private static final int MOST_NODES = 10_000;
  private static final int MOST_SPANS = 1_000_000;

  private final Merging merging = new Merging(2, MOST_NODES);
  private final TraceShares shares = new TraceShares();
  private final Roots[] roots = {new Roots(), new Roots()};

  /// How long the traces of a side took. Owned by one thread.
  private static final class Roots {
    private long[] durations = new long[16];
    private int traces;
    private int failed;
    private long spans;

    void add(SpanTree trace) {
      if (traces == durations.length) {
        durations = Arrays.copyOf(durations, 2 * traces);
      }
      durations[traces++] = trace.rootNanos();
      spans += trace.size();
      failed += IntStream.range(0, trace.size()).anyMatch(trace::hasError) ? 1 : 0;
    }

    Side side() {
      long[] quantiles = NodeTally.quantiles(durations, traces, 0.5, 0.95);
      double mean = Arrays.stream(durations, 0, traces).average().orElse(0);
      return new Side(traces, spans, failed, mean, quantiles[0], quantiles[1]);
    }
  }

  /// Adds a trace to side 0 or 1; false, without it, when no more traces are wanted.
  public boolean add(int side, SpanTree trace) {
    if (roots[0].spans + roots[1].spans + trace.size() > MOST_SPANS) {
      return false;
    }
    merging.add(trace, side);
    roots[side].add(trace);
    shares.add(side, trace);
    return true;
  }

  /// What was laid over each other.
  ///
  /// @param read how the traces were found and read
  public QueryComparison result(Coverage read, int mostAttributes) {
    List<Merging.Place> places =
        merging.inOrder(
            Comparator.comparingDouble((Merging.Place place) -> Math.abs(delta(place)))
                .reversed()
                .thenComparingInt(Merging.Place::number));
    Map<Integer, Integer> placeOf = new HashMap<>();
    IntStream.range(0, places.size()).forEach(at -> placeOf.put(places.get(at).number(), at));
    List<Node> nodes =
        places.stream()
            .map(place -> node(place, placeOf.getOrDefault(place.parent(), -1)))
            .toList();
    return new QueryComparison(
        roots[0].side(),
        roots[1].side(),
        nodes,
        shares.ranked(mostAttributes),
        merging.isTruncated(),
        read);
  }

  private double delta(Merging.Place place) {
    return perTrace(place, 1) - perTrace(place, 0);
  }

  private double perTrace(Merging.Place place, int side) {
    return (double) place.sides().get(side).pathNanos() / Math.max(1, roots[side].traces);
  }

  private Node node(Merging.Place place, int parent) {
    return new Node(
        parent,
        place.depth(),
        place.service(),
        place.name(),
        place.kind(),
        tally(place.sides().get(0)),
        tally(place.sides().get(1)),
        delta(place));
  }

  private static Tally tally(NodeTally side) {
    long[] quantiles = side.quantiles(0.5, 0.95);
    return new Tally(
        side.traces(),
        side.count(),
        side.errors(),
        side.totalNanos(),
        side.selfNanos(),
        side.pathNanos(),
        quantiles[0],
        quantiles[1],
        side.longest().map(example -> new Example(example.trace(), example.span())));
  }
}
