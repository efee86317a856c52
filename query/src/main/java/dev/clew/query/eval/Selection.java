package dev.clew.query.eval;

import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.SpansetOperator;
import dev.clew.query.traceql.SpansetOperator.Relation;
import java.util.Arrays;

/// A spanset expression made ready: what it leaves of some spansets.
sealed interface Selection {
  /// Keeps what is there.
  record Everything() implements Selection {}

  record Where(Condition condition) implements Selection {}

  record Nested(Steps steps) implements Selection {}

  record Combined(Selection left, SpansetOperator operator, Selection right) implements Selection {}

  static Selection of(SpansetExpr expr, Program program) {
    return switch (expr) {
      case SpansetExpr.Filter(var condition) ->
          condition
              .<Selection>map(each -> new Where(Condition.of(SpanTests.folded(each), program)))
              .orElseGet(Everything::new);
      case SpansetExpr.Nested(var pipeline) -> new Nested(Steps.of(pipeline, program));
      case SpansetExpr.Combined(var left, var operator, var right, _) ->
          new Combined(of(left, program), operator, of(right, program));
    };
  }

  default Spansets of(Spansets sets) throws QueryException {
    return switch (this) {
      case Everything _ -> sets;
      case Where(var condition) -> sets.only(condition.select(sets.batch(), sets.rows()));
      case Nested(var steps) -> steps.run(sets);
      case Combined(var left, var operator, var right) ->
          sets.only(combined(sets, left.of(sets), operator, right.of(sets)));
    };
  }

  private static long[] combined(
      Spansets sets, Spansets left, SpansetOperator operator, Spansets right)
      throws QueryException {
    int words = Bits.words(sets.batch().rows());
    long[] one = left.rows();
    long[] other = right.rows();
    Relation relation = operator.relation();
    if (relation == Relation.OR) {
      return Bits.either(one, other, words);
    }
    if (relation == Relation.AND) {
      return both(sets, one, other, words);
    }
    requireOneSet(sets, left);
    requireOneSet(sets, right);
    var relations = new Relations(sets);
    long[] found = relations.right(one, relation, other);
    return switch (operator.form()) {
      case PLAIN -> found;
      case NEGATED -> Bits.without(other, found, words);
      case UNION -> Bits.either(found, relations.left(one, relation, other), words);
    };
  }

  /// The rows of both, of sets that have some of each.
  private static long[] both(Spansets sets, long[] one, long[] other, int words) {
    boolean[] hasOne = new boolean[sets.count()];
    boolean[] hasOther = new boolean[sets.count()];
    int rows = sets.batch().rows();
    Bits.forEach(one, rows, row -> hasOne[sets.setOf(row)] = true);
    Bits.forEach(other, rows, row -> hasOther[sets.setOf(row)] = true);
    long[] either = Bits.either(one, other, words);
    long[] found = new long[words];
    Bits.forEach(
        either,
        rows,
        row -> {
          int set = sets.setOf(row);
          if (hasOne[set] && hasOther[set]) {
            Bits.set(found, row);
          }
        });
    return found;
  }

  /// A structure needs one spanset a side.
  private static void requireOneSet(Spansets sets, Spansets side) throws QueryException {
    int[] only = new int[sets.count()];
    Arrays.fill(only, Spansets.NONE);
    for (int row = 0; row < sets.batch().rows(); row++) {
      int set = side.setOf(row);
      if (set != Spansets.NONE) {
        int whole = sets.setOf(row);
        if (only[whole] != Spansets.NONE && only[whole] != set) {
          throw new QueryException(
              Kind.FAILED_EXPRESSION,
              "spanset operators are not supported for multiple spansets per trace. consider using coalesce()");
        }
        only[whole] = set;
      }
    }
  }
}
