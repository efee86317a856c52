package dev.clew.analyze;

import dev.clew.query.Coverage;
import dev.clew.store.ConnectionType;
import java.util.List;

/// Who calls whom, and how that goes. The busiest first.
///
/// @param hiddenEdges how many edges were left out
public record ServiceMap(
    CountedRange range,
    CountedRange previous,
    List<Node> nodes,
    List<Edge> edges,
    int hiddenEdges,
    Coverage coverage) {
  public ServiceMap {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// The same map, drawn of what was read so far.
  ServiceMap readAs(Coverage read) {
    return new ServiceMap(range, previous, nodes, edges, hiddenEdges, read);
  }

  /// Which part of the map is wanted.
  ///
  /// @param focus the name of a node around which it is cut out; empty for all of it
  /// @param hops how many calls away from it a node may be
  /// @param minShare edges with a smaller share of all calls are left out
  public record Cut(String focus, int hops, double minShare) {
    public static final Cut NONE = new Cut("", 1, 0);
  }

  /// A service, or what is known of by its callers alone.
  ///
  /// @param isInstrumented true when it sends spans; else `red` is that of the calls to it
  public record Node(String name, boolean isInstrumented, Red red, Red before) {}

  /// The calls of one type between two nodes.
  public record Edge(String client, String server, ConnectionType type, Red red, Red before) {}
}
