package dev.clew.analyze;

import dev.clew.model.AttributeValue;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import java.util.List;

/// Two traces as one call tree.
///
/// @param nodes in preorder
/// @param resources where the resources of a service differ
/// @param isTruncated true when there was no room for all spans or differences
public record TraceComparison(
    Side a, Side b, List<Node> nodes, List<ResourceDifference> resources, boolean isTruncated) {
  public TraceComparison {
    nodes = List.copyOf(nodes);
    resources = List.copyOf(resources);
  }

  /// One of the traces.
  public record Side(
      TraceId id,
      String rootService,
      String rootName,
      long startNanos,
      long durationNanos,
      int spans,
      int errors) {}

  /// Spans of both traces at the same place.
  ///
  /// @param parent the place in the list of the node above, or -1
  public record Node(
      int parent,
      int depth,
      String service,
      String name,
      SpanKind kind,
      Tally a,
      Tally b,
      List<Difference> attributes) {
    public Node {
      attributes = List.copyOf(attributes);
    }
  }

  /// The spans of one trace at a place.
  ///
  /// @param selfNanos in no child
  /// @param pathNanos on the critical path, in no child
  public record Tally(
      int count, long errors, long totalNanos, long selfNanos, long pathNanos, List<SpanId> spans) {
    public Tally {
      spans = List.copyOf(spans);
    }
  }

  /// The values of an attribute where they are not the same on both sides.
  public record Difference(String key, List<AttributeValue> a, List<AttributeValue> b) {
    public Difference {
      a = List.copyOf(a);
      b = List.copyOf(b);
    }
  }

  /// The values of a resource's attribute where they are not the same on both sides.
  public record ResourceDifference(String service, Difference difference) {}
}
