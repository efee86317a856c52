package dev.clew.query.eval;

import dev.clew.query.QueryException;
import dev.clew.query.Value;
import dev.clew.query.plan.Calculation;
import dev.clew.query.plan.Comparing;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.ScalarExpr.Function;
import java.util.Arrays;

/// What the spans of each spanset come to together. Spans without a number count for nothing.
final class Gathered {
  private final Value[] totals;
  private final long[] counts;

  private Gathered(int sets) {
    totals = new Value[sets];
    counts = new long[sets];
    Arrays.fill(totals, Value.NIL);
  }

  static Value[] counts(Spansets sets) {
    long[] counts = new long[sets.count()];
    for (int row = 0; row < sets.batch().rows(); row++) {
      if (sets.setOf(row) != Spansets.NONE) {
        counts[sets.setOf(row)]++;
      }
    }
    var values = new Value[counts.length];
    Arrays.setAll(values, set -> new Value.Int(counts[set]));
    return values;
  }

  static Value[] of(Function function, Spansets sets, Expression argument) throws QueryException {
    var gathered = new Gathered(sets.count());
    Batch batch = sets.batch();
    for (int row = 0; row < batch.rows(); row++) {
      int set = sets.setOf(row);
      if (set != Spansets.NONE) {
        for (Value value : argument.values(batch, row)) {
          if (isGathered(value)) {
            gathered.add(function, set, value);
          }
        }
      }
    }
    return function == Function.AVG ? gathered.averages() : gathered.totals;
  }

  private static boolean isGathered(Value value) {
    return value instanceof Value.Real(var number)
        ? !Double.isNaN(number)
        : Calculation.isNumber(value);
  }

  private void add(Function function, int set, Value value) throws QueryException {
    counts[set]++;
    Value before = totals[set];
    if (before instanceof Value.Nil) {
      totals[set] = value;
      return;
    }
    totals[set] =
        switch (function) {
          case MIN -> Comparing.holds(value, Operator.LESS, before) ? value : before;
          case MAX -> Comparing.holds(value, Operator.GREATER, before) ? value : before;
          case SUM, AVG -> Calculation.of(before, Operator.ADD, value);
          case COUNT -> throw new IllegalArgumentException("a count has no argument");
        };
  }

  private Value[] averages() {
    var averages = new Value[totals.length];
    Arrays.setAll(averages, set -> average(totals[set], counts[set]));
    return averages;
  }

  /// Of durations a duration.
  private static Value average(Value total, long count) {
    return switch (total) {
      case Value.Nanos(var nanos) -> new Value.Nanos(nanos / count);
      case Value.Int(var number) -> new Value.Real((double) number / count);
      case Value.Real(var number) -> new Value.Real(number / count);
      default -> Value.NIL;
    };
  }
}
