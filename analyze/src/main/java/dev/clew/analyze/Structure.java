package dev.clew.analyze;

import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import java.util.List;

/// The traces that a query finds as one call tree.
///
/// @param nodes in preorder, siblings by what they have on the critical path
public record Structure(int traces, List<Node> nodes, boolean isTruncated, Coverage coverage) {
  public Structure {
    nodes = List.copyOf(nodes);
  }

  /// Spans at the same place.
  ///
  /// @param parent the place in the list of the node above, or -1
  /// @param selfNanos in no child
  /// @param pathNanos on the critical path, in no child
  /// @param exampleSpan the longest span
  public record Node(
      int parent,
      int depth,
      String service,
      String name,
      SpanKind kind,
      int traces,
      int count,
      long errors,
      long totalNanos,
      long selfNanos,
      long pathNanos,
      long p50Nanos,
      long p95Nanos,
      long maxNanos,
      TraceId exampleTrace,
      SpanId exampleSpan) {}
}
