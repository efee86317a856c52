package dev.clew.query.traceql;

import java.util.Optional;

/// Selects spans of a trace, alone or by how they relate to each other.
public sealed interface SpansetExpr {
  /// The spans for which a condition holds, or all.
  record Filter(Optional<FieldExpr> condition) implements SpansetExpr {}

  /// The spansets that a pipeline in parentheses leaves.
  record Nested(Pipeline pipeline) implements SpansetExpr {}

  record Combined(SpansetExpr left, SpansetOperator operator, SpansetExpr right, Place at)
      implements SpansetExpr {}
}
