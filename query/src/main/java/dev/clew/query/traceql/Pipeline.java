package dev.clew.query.traceql;

import java.util.List;
import java.util.Optional;

/// Steps that spansets pass through, one after the other; the first may stand for all spans.
public record Pipeline(List<Stage> stages) {
  /// All spans of a trace.
  static final Pipeline EVERYTHING =
      new Pipeline(List.of(new Stage.Spansets(new SpansetExpr.Filter(Optional.empty()))));

  public Pipeline {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a pipeline needs a stage");
    }
    stages = List.copyOf(stages);
  }

  public sealed interface Stage {
    /// Keeps the spans that an expression selects.
    record Spansets(SpansetExpr expr) implements Stage {}

    /// Keeps the spansets for which a comparison of numbers holds.
    record ScalarFilter(ScalarExpr left, Operator operator, ScalarExpr right, Place at)
        implements Stage {}

    /// Splits every spanset by a value.
    record GroupBy(FieldExpr by, Place at) implements Stage {}

    /// Adds columns to the result.
    record Select(List<FieldExpr.Reference> fields) implements Stage {
      public Select {
        fields = List.copyOf(fields);
      }
    }

    /// Makes one spanset of a trace's spansets again.
    record Coalesce() implements Stage {}
  }

  /// The expression of a pipeline that has nothing else.
  Optional<SpansetExpr> only() {
    return stages.size() == 1 && stages.getFirst() instanceof Stage.Spansets(var expr)
        ? Optional.of(expr)
        : Optional.empty();
  }
}
