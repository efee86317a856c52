package dev.clew.analyze.merge;

import dev.clew.analyze.Structure;
import dev.clew.analyze.trace.SpanTree;
import dev.clew.query.Coverage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Lays the traces that a query finds over each other, see [Merging]. Owned by one thread.
public final class Structuring {
  private static final int MOST_NODES = 5000;

  /// A trace of more spans is left out.
  private static final int MOST_TRACE_SPANS = 20_000;

  /// How many spans all traces may have together.
  private static final int MOST_SPANS = 1_000_000;

  private static final Comparator<Merging.Place> BUSIEST_FIRST =
      Comparator.comparingLong((Merging.Place place) -> place.sides().getFirst().pathNanos())
          .reversed()
          .thenComparing(Merging.Place::service)
          .thenComparing(Merging.Place::name)
          .thenComparing(Merging.Place::kind);

  private final Merging merging = new Merging(1, MOST_NODES);
  private final List<String> reasons = new ArrayList<>();
  private int traces;
  private long spans;

  /// Adds a trace; false, without it, when no more traces are wanted.
  public boolean add(SpanTree trace) {
    if (spans >= MOST_SPANS) {
      return false;
    }
    if (trace.size() > MOST_TRACE_SPANS) {
      reasons.add(
          "trace %s has %d spans, of which %d at most are looked at"
              .formatted(trace.traceId(), trace.size(), MOST_TRACE_SPANS));
    } else {
      merging.add(trace, 0);
      traces++;
      spans += trace.size();
    }
    return true;
  }

  /// What was laid over each other.
  ///
  /// @param read how the traces were found and read
  public Structure result(Coverage read) {
    List<Merging.Place> places = merging.inOrder(BUSIEST_FIRST);
    Map<Integer, Integer> placeOf = new HashMap<>();
    IntStream.range(0, places.size()).forEach(at -> placeOf.put(places.get(at).number(), at));
    List<Structure.Node> nodes =
        places.stream()
            .map(place -> node(place, placeOf.getOrDefault(place.parent(), -1)))
            .toList();
    var all = new ArrayList<>(read.reasons());
    all.addAll(reasons);
    var coverage =
        new Coverage(
            read.complete() && reasons.isEmpty(),
            read.scannedBlocks(),
            read.totalBlocks(),
            read.scannedSpans(),
            all);
    return new Structure(traces, nodes, merging.isTruncated(), coverage);
  }

  private static Structure.Node node(Merging.Place place, int parent) {
    NodeTally tally = place.sides().getFirst();
    long[] quantiles = tally.quantiles(0.5, 0.95, 1);
    NodeTally.Example example = tally.longest().orElseThrow();
    return new Structure.Node(
        parent,
        place.depth(),
        place.service(),
        place.name(),
        place.kind(),
        tally.traces(),
        tally.count(),
        tally.errors(),
        tally.totalNanos(),
        tally.selfNanos(),
        tally.pathNanos(),
        quantiles[0],
        quantiles[1],
        quantiles[2],
        example.trace(),
        example.span());
  }
}
