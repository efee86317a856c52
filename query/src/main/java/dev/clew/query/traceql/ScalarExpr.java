package dev.clew.query.traceql;

import dev.clew.query.Literal;
import java.util.Optional;

/// Computes a number for a spanset.
public sealed interface ScalarExpr {
  record Constant(Literal value, Place at) implements ScalarExpr {}

  /// A number gathered from all spans of a spanset.
  ///
  /// @param argument what is gathered; only a count has none
  record Aggregate(Function function, Optional<FieldExpr> argument, Place at)
      implements ScalarExpr {}

  record Negative(ScalarExpr operand, Place at) implements ScalarExpr {}

  record Arithmetic(ScalarExpr left, Operator operator, ScalarExpr right, Place at)
      implements ScalarExpr {}

  /// A number over the spansets that a pipeline in parentheses leaves.
  record Piped(Pipeline pipeline, Aggregate aggregate, Place at) implements ScalarExpr {}

  enum Function {
    COUNT,
    MIN,
    MAX,
    SUM,
    AVG
  }

  Place at();
}
