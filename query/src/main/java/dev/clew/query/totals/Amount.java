package dev.clew.query.totals;

import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.plan.Calculation;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import java.util.ArrayList;
import java.util.List;

/// The number of a span that a total is made of. Any thread may use it.
final class Amount {
  private final FieldExpr expr;
  private final List<Reference> fields = new ArrayList<>();

  Amount(FieldExpr expr) {
    this.expr = SpanTests.folded(expr);
    addFields(this.expr);
  }

  private void addFields(FieldExpr from) {
    switch (from) {
      case Reference reference -> fields.add(reference);
      case FieldExpr.Constant _, FieldExpr.Nil _ -> {}
      case FieldExpr.Unary(_, var operand, _) -> addFields(operand);
      case FieldExpr.Binary(var left, _, var right, _) -> {
        addFields(left);
        addFields(right);
      }
    }
  }

  /// What has to be known of spans.
  List<Reference> fields() {
    return fields;
  }

  /// The values of a span; a field of events or links has several.
  ///
  /// @param first where the fields stand among those that are known
  List<Value> of(MatchedSpans spans, int at, int first) throws QueryException {
    return of(expr, spans, at, first);
  }

  private List<Value> of(FieldExpr part, MatchedSpans spans, int at, int first)
      throws QueryException {
    return switch (part) {
      case Reference reference ->
          spans.values(first + fields.indexOf(reference)).all(spans.row(at));
      case FieldExpr.Constant(var literal, _) -> List.of(Calculation.of(literal));
      case FieldExpr.Nil _ -> List.of();
      case FieldExpr.Unary(var sign, var operand, _) ->
          sign == FieldExpr.Sign.MINUS
              ? of(operand, spans, at, first).stream().map(Calculation::negative).toList()
              : List.of();
      case FieldExpr.Binary(var left, var operator, var right, _) -> {
        var results = new ArrayList<Value>();
        if (operator.isArithmetic()) {
          for (Value one : of(left, spans, at, first)) {
            for (Value other : of(right, spans, at, first)) {
              results.add(Calculation.of(one, operator, other));
            }
          }
        }
        yield results;
      }
    };
  }
}
