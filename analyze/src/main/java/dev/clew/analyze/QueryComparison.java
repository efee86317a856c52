package dev.clew.analyze;

import dev.clew.analyze.SpanComparison.AttributeLift;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.TraceId;
import dev.clew.query.Coverage;
import java.util.List;
import java.util.Optional;

/// The traces that two queries find as one call tree.
///
/// @param nodes in preorder, siblings by how much they differ on the critical path
/// @param attributes what the traces of B have more or less often than those of A
/// @param isTruncated true when there was no room for all spans
public record QueryComparison(
    Side a,
    Side b,
    List<Node> nodes,
    List<AttributeLift> attributes,
    boolean isTruncated,
    Coverage coverage) {
  public QueryComparison {
    nodes = List.copyOf(nodes);
    attributes = List.copyOf(attributes);
  }

  /// The traces of one query.
  ///
  /// @param failed how many have a failed span
  public record Side(
      int traces, long spans, int failed, double meanNanos, long p50Nanos, long p95Nanos) {}

  /// Spans of both sides at the same place.
  ///
  /// @param parent the place in the list of the node above, or -1
  /// @param deltaPathNanos by how much longer the place is on the critical path of a trace of B
  ///   than of one of A, on average; those of all nodes sum to the difference of the means
  public record Node(
      int parent,
      int depth,
      String service,
      String name,
      SpanKind kind,
      Tally a,
      Tally b,
      double deltaPathNanos) {}

  /// The spans of one side at a place; sums over all its traces.
  ///
  /// @param selfNanos in no child
  /// @param pathNanos on the critical path, in no child
  /// @param example the longest span
  public record Tally(
      int traces,
      int count,
      long errors,
      long totalNanos,
      long selfNanos,
      long pathNanos,
      long p50Nanos,
      long p95Nanos,
      Optional<Example> example) {
    /// The part of the spans that failed.
    public double errorRate() {
      return count == 0 ? 0 : (double) errors / count;
    }
  }

  /// A span of a trace.
  public record Example(TraceId trace, SpanId span) {}
}
