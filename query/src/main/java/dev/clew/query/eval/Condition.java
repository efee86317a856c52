package dev.clew.query.eval;

import dev.clew.query.QueryException;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Sign;
import dev.clew.query.traceql.Operator;
import java.util.Optional;

/// A filter's condition made ready: what columns decide is a test, decided as they are read, and
/// the rest is worked out row by row.
///
/// It is asked of some rows only, the right side of `&&` of those where the left side holds, that
/// of `||` of the others: so it is settled which rows may make it fail.
sealed interface Condition {
  record Test(int number) implements Condition {}

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Not(Condition inner) implements Condition {}

  record Computed(Expression expression) implements Condition {}

  static Condition of(FieldExpr expr, Program program) {
    Optional<SpanTest> test = SpanTests.exactly(expr);
    if (test.isPresent()) {
      return new Test(program.test(expr, test.get()));
    }
    return switch (expr) {
      case FieldExpr.Binary(var left, var operator, var right, _) when operator == Operator.AND ->
          new And(of(left, program), of(right, program));
      case FieldExpr.Binary(var left, var operator, var right, _) when operator == Operator.OR ->
          new Or(of(left, program), of(right, program));
      case FieldExpr.Unary(var sign, FieldExpr.Binary(_, var operator, _, _), _)
          when sign == Sign.NOT && operator.isLogic() ->
          new Not(of(((FieldExpr.Unary) expr).operand(), program));
      case FieldExpr.Constant _,
          FieldExpr.Nil _,
          FieldExpr.Attribute _,
          FieldExpr.Of _,
          FieldExpr.Unary _,
          FieldExpr.Binary _ ->
          new Computed(Expression.of(expr, program));
    };
  }

  /// The rows among `of` for which it holds.
  default long[] select(Batch batch, long[] of) throws QueryException {
    int words = Bits.words(batch.rows());
    return switch (this) {
      case Test(var number) -> Bits.both(of, batch.passing(number), words);
      case And(var left, var right) -> right.select(batch, left.select(batch, of));
      case Or(var left, var right) -> {
        long[] one = left.select(batch, of);
        long[] other = right.select(batch, Bits.without(of, one, words));
        yield Bits.either(one, other, words);
      }
      case Not(var inner) -> Bits.without(of, inner.select(batch, of), words);
      case Computed(var expression) -> compute(expression, batch, of);
    };
  }

  private static long[] compute(Expression expression, Batch batch, long[] of)
      throws QueryException {
    long[] found = new long[Bits.words(batch.rows())];
    for (int row = 0; row < batch.rows(); row++) {
      if ((row & 255) == 0) {
        batch.checkpoint().check();
      }
      if (Bits.get(of, row) && expression.isTrue(batch, row)) {
        Bits.set(found, row);
      }
    }
    return found;
  }
}
