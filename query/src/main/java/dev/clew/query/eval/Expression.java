package dev.clew.query.eval;

import com.google.re2j.Pattern;
import dev.clew.query.Literal;
import dev.clew.query.QueryException;
import dev.clew.query.QueryException.Kind;
import dev.clew.query.Value;
import dev.clew.query.plan.Calculation;
import dev.clew.query.plan.Comparing;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.Patterns;
import java.util.ArrayList;
import java.util.List;

/// An expression made ready to be worked out row by row.
///
/// A field of events or links has a value for each of them, and so has what is computed from it; a
/// comparison holds if it holds for one of them.
@FunctionalInterface
interface Expression {
  List<Value> NIL = List.of(Value.NIL);

  /// One value at least.
  List<Value> values(Batch batch, int row) throws QueryException;

  default boolean isTrue(Batch batch, int row) throws QueryException {
    for (Value value : values(batch, row)) {
      if (value instanceof Value.Bool(var bool) && bool) {
        return true;
      }
    }
    return false;
  }

  default Value value(Batch batch, int row) throws QueryException {
    return values(batch, row).getFirst();
  }

  static Expression of(FieldExpr expr, Program program) {
    return switch (expr) {
      case FieldExpr.Constant(var literal, _) -> {
        List<Value> value = List.of(Calculation.of(literal));
        yield (_, _) -> value;
      }
      case FieldExpr.Nil _ -> (_, _) -> NIL;
      case Reference reference -> {
        int field = program.field(reference);
        yield (batch, row) -> batch.values(field).all(row);
      }
      case FieldExpr.Unary(var sign, var operand, _) -> {
        Expression inner = of(operand, program);
        yield switch (sign) {
          case MINUS -> (batch, row) -> each(inner.values(batch, row), Calculation::negative);
          case NOT -> (batch, row) -> each(inner.values(batch, row), Expression::not);
        };
      }
      case FieldExpr.Binary binary -> of(binary, program);
    };
  }

  private static Expression of(FieldExpr.Binary binary, Program program) {
    Operator operator = binary.operator();
    if (binary.left() instanceof FieldExpr.Nil || binary.right() instanceof FieldExpr.Nil) {
      return presence(binary, program);
    }
    Expression left = of(binary.left(), program);
    Expression right = of(binary.right(), program);
    return switch (operator) {
      case AND -> (batch, row) -> bool(left.isTrue(batch, row) && right.isTrue(batch, row));
      case OR -> (batch, row) -> bool(left.isTrue(batch, row) || right.isTrue(batch, row));
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          (batch, row) -> bool(holds(left.values(batch, row), operator, right.values(batch, row)));
      case MATCHES, NOT_MATCHES -> {
        Pattern pattern = pattern(binary.right());
        boolean expected = operator == Operator.MATCHES;
        yield (batch, row) -> bool(matches(left.values(batch, row), pattern, expected));
      }
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
          (batch, row) -> computed(left.values(batch, row), operator, right.values(batch, row));
    };
  }

  private static List<Value> bool(boolean bool) {
    return List.of(new Value.Bool(bool));
  }

  private static Pattern pattern(FieldExpr expr) {
    if (expr instanceof FieldExpr.Constant(Literal.Text(var pattern), _)) {
      return Patterns.compile(pattern);
    }
    throw new IllegalArgumentException("needs a pattern that is written out, got " + expr);
  }

  private static Expression presence(FieldExpr.Binary binary, Program program) {
    FieldExpr other = binary.left() instanceof FieldExpr.Nil ? binary.right() : binary.left();
    if (other instanceof FieldExpr.Nil) {
      return (_, _) -> bool(false);
    }
    Expression operand = of(other, program);
    boolean isAbsent = binary.operator() == Operator.EQUAL;
    return (batch, row) ->
        bool(operand.values(batch, row).stream().allMatch(Value.NIL::equals) == isAbsent);
  }

  private static Value not(Value value) throws QueryException {
    if (value instanceof Value.Bool(var bool)) {
      return new Value.Bool(!bool);
    }
    throw new QueryException(
        Kind.FAILED_EXPRESSION, "! needs a boolean, and a span has " + described(value));
  }

  private static String described(Value value) {
    return switch (value) {
      case Value.Nil _ -> "none";
      case Value.Bool _ -> "one";
      case Value.Int _, Value.Real _ -> "a number";
      case Value.Text _ -> "a text";
      case Value.Nanos _ -> "a duration";
      case Value.Status _ -> "a status";
      case Value.Kind _ -> "a kind";
      case Value.Items _ -> "an array";
      case Value.Other _ -> "a value of another type";
    };
  }

  /// What becomes of one value.
  interface Change {
    Value of(Value value) throws QueryException;
  }

  private static List<Value> each(List<Value> values, Change change) throws QueryException {
    if (values.size() == 1) {
      return List.of(change.of(values.getFirst()));
    }
    var changed = new ArrayList<Value>();
    for (Value value : values) {
      changed.add(change.of(value));
    }
    return changed;
  }

  private static boolean holds(List<Value> left, Operator operator, List<Value> right) {
    for (Value one : left) {
      for (Value other : right) {
        if (Comparing.holds(one, operator, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean matches(List<Value> values, Pattern pattern, boolean expected) {
    return values.stream().anyMatch(value -> matches(value, pattern, expected));
  }

  private static boolean matches(Value value, Pattern pattern, boolean expected) {
    if (value instanceof Value.Items(var items)) {
      return expected
          ? items.stream().anyMatch(each -> matches(each, pattern, true))
          : items.stream().allMatch(each -> matches(each, pattern, false));
    }
    return value instanceof Value.Text(var text) && pattern.matches(text) == expected;
  }

  private static List<Value> computed(List<Value> left, Operator operator, List<Value> right)
      throws QueryException {
    if (left.size() == 1 && right.size() == 1) {
      return List.of(Calculation.of(left.getFirst(), operator, right.getFirst()));
    }
    var results = new ArrayList<Value>();
    for (Value one : left) {
      for (Value other : right) {
        results.add(Calculation.of(one, operator, other));
      }
    }
    return results;
  }
}
