package dev.clew.analyze.merge;

import dev.clew.analyze.trace.SpanTree;
import dev.clew.model.SpanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Many traces laid over each other as one call tree.
///
/// **The rule.** Spans are one node when the path of service, name and kind from the top of their
/// trace down to them is the same. So a node tells of what happens at one place of a program,
/// however often and in how many traces it does. A trace belongs to a side, and each node counts by
/// side. The sums of a node over all traces are the sums over their spans: nothing counts twice,
/// and nothing is lost as long as there is room; where there is none, a span and all below it are
/// left out.
///
/// Owned by one thread.
final class Merging {
  private static final int NONE = -1;

  private final int sides;
  private final int mostNodes;
  private final List<Place> places = new ArrayList<>();
  private final Map<Key, Integer> numbers = new HashMap<>();
  private boolean isTruncated;

  private record Key(int parent, String service, String name, SpanKind kind) {}

  /// A node of the tree.
  ///
  /// @param parent the number of the node above, or -1
  record Place(
      int number,
      int parent,
      int depth,
      String service,
      String name,
      SpanKind kind,
      List<NodeTally> sides) {}

  Merging(int sides, int mostNodes) {
    this.sides = sides;
    this.mostNodes = mostNodes;
  }

  /// Lays a trace over the others, and tells the node of each row; -1 for none.
  int[] add(SpanTree trace, int side) {
    int[] nodeOf = new int[trace.size()];
    for (int row = 0; row < nodeOf.length; row++) {
      nodeOf[row] = node(trace, row, nodeOf);
      if (nodeOf[row] != NONE) {
        places.get(nodeOf[row]).sides().get(side).add(trace, row);
      }
    }
    return nodeOf;
  }

  private int node(SpanTree trace, int row, int[] nodeOf) {
    int above = trace.parent(row);
    int parent = above < 0 ? NONE : nodeOf[above];
    if (above >= 0 && parent == NONE) {
      return NONE;
    }
    var key = new Key(parent, trace.service(row), trace.name(row), trace.kind(row));
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    if (places.size() == mostNodes) {
      isTruncated = true;
      return NONE;
    }
    numbers.put(key, places.size());
    places.add(place(key));
    return places.size() - 1;
  }

  private Place place(Key key) {
    var tallies = new NodeTally[sides];
    Arrays.setAll(tallies, _ -> new NodeTally());
    int depth = key.parent() == NONE ? 0 : places.get(key.parent()).depth() + 1;
    return new Place(
        places.size(),
        key.parent(),
        depth,
        key.service(),
        key.name(),
        key.kind(),
        List.of(tallies));
  }

  /// True when there was no room for some spans.
  boolean isTruncated() {
    return isTruncated;
  }

  /// The nodes in preorder, siblings as they compare.
  List<Place> inOrder(Comparator<Place> siblings) {
    var children = new HashMap<Integer, List<Place>>();
    for (Place place : places) {
      children.computeIfAbsent(place.parent(), _ -> new ArrayList<>()).add(place);
    }
    children.values().forEach(each -> each.sort(siblings.reversed()));
    var ordered = new ArrayList<Place>(places.size());
    var pending = new ArrayList<>(children.getOrDefault(NONE, List.of()));
    while (!pending.isEmpty()) {
      Place next = pending.removeLast();
      ordered.add(next);
      pending.addAll(children.getOrDefault(next.number(), List.of()));
    }
    return ordered;
  }
}
