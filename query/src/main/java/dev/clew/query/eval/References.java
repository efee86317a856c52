package dev.clew.query.eval;

import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.SpansetExpr;
import java.util.ArrayList;
import java.util.List;

/// Gathers the fields that a pipeline names, in the order in which it does.
final class References {
  private final List<Reference> found = new ArrayList<>();

  private References() {}

  static List<Reference> of(Pipeline pipeline) {
    var references = new References();
    references.add(pipeline);
    return references.found;
  }

  private void add(Pipeline pipeline) {
    for (Stage stage : pipeline.stages()) {
      switch (stage) {
        case Stage.Spansets(var expr) -> add(expr);
        case Stage.ScalarFilter(var left, _, var right, _) -> {
          add(left);
          add(right);
        }
        case Stage.GroupBy(var by, _) -> add(by);
        case Stage.Select(var fields) -> found.addAll(fields);
        case Stage.Coalesce() -> {}
      }
    }
  }

  private void add(SpansetExpr expr) {
    switch (expr) {
      case SpansetExpr.Filter(var condition) -> condition.ifPresent(this::add);
      case SpansetExpr.Nested(var pipeline) -> add(pipeline);
      case SpansetExpr.Combined(var left, _, var right, _) -> {
        add(left);
        add(right);
      }
    }
  }

  private void add(ScalarExpr expr) {
    switch (expr) {
      case ScalarExpr.Constant _ -> {}
      case ScalarExpr.Aggregate(_, var argument, _) -> argument.ifPresent(this::add);
      case ScalarExpr.Negative(var operand, _) -> add(operand);
      case ScalarExpr.Arithmetic(var left, _, var right, _) -> {
        add(left);
        add(right);
      }
      case ScalarExpr.Piped(var pipeline, var aggregate, _) -> {
        add(pipeline);
        add(aggregate);
      }
    }
  }

  private void add(FieldExpr expr) {
    switch (expr) {
      case Reference reference -> found.add(reference);
      case FieldExpr.Constant _, FieldExpr.Nil _ -> {}
      case FieldExpr.Unary(_, var operand, _) -> add(operand);
      case FieldExpr.Binary(var left, _, var right, _) -> {
        add(left);
        add(right);
      }
    }
  }
}
