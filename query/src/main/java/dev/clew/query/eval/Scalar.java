package dev.clew.query.eval;

import dev.clew.query.FoundTrace.Label;
import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.plan.Calculation;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.TraceQl;
import java.util.Arrays;
import java.util.List;

/// A number for each spanset, made ready to be worked out.
@FunctionalInterface
interface Scalar {
  /// By set, the number, or `NIL`.
  ///
  /// @param labels by set, where aggregates note what they came to
  Value[] of(Spansets sets, List<List<Label>> labels) throws QueryException;

  static Scalar of(ScalarExpr expr, Program program) {
    return switch (expr) {
      case ScalarExpr.Constant(var literal, _) -> {
        Value value = Calculation.of(literal);
        yield (sets, _) -> {
          var all = new Value[sets.count()];
          Arrays.fill(all, value);
          return all;
        };
      }
      case ScalarExpr.Negative(var operand, _) -> {
        Scalar inner = of(operand, program);
        yield (sets, labels) -> {
          Value[] all = inner.of(sets, labels);
          Arrays.setAll(all, set -> Calculation.negative(all[set]));
          return all;
        };
      }
      case ScalarExpr.Arithmetic(var left, var operator, var right, _) -> {
        Scalar one = of(left, program);
        Scalar other = of(right, program);
        yield (sets, labels) -> {
          Value[] all = one.of(sets, labels);
          Value[] others = other.of(sets, labels);
          for (int set = 0; set < all.length; set++) {
            all[set] = Calculation.of(all[set], operator, others[set]);
          }
          return all;
        };
      }
      case ScalarExpr.Aggregate aggregate -> {
        Scalar gathered = aggregate(aggregate, program);
        String name = TraceQl.print(aggregate);
        yield (sets, labels) -> noted(gathered.of(sets, labels), name, labels);
      }
      case ScalarExpr.Piped(var pipeline, var aggregate, _) -> {
        Steps steps = Steps.of(pipeline, program);
        Scalar gathered = aggregate(aggregate, program);
        String name = TraceQl.print(expr);
        yield (sets, labels) -> {
          Spansets within = sets.only(steps.run(sets).rows());
          return noted(gathered.of(within, labels), name, labels);
        };
      }
    };
  }

  private static Scalar aggregate(ScalarExpr.Aggregate aggregate, Program program) {
    if (aggregate.argument().isEmpty()) {
      return (sets, _) -> Gathered.counts(sets);
    }
    Expression argument = Expression.of(SpanTests.folded(aggregate.argument().get()), program);
    return (sets, _) -> Gathered.of(aggregate.function(), sets, argument);
  }

  private static Value[] noted(Value[] values, String name, List<List<Label>> labels) {
    for (int set = 0; set < values.length; set++) {
      labels.get(set).add(new Label(name, values[set]));
    }
    return values;
  }
}
