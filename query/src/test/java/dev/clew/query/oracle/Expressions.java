package dev.clew.query.oracle;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Sign;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Operator;
import java.util.ArrayList;
import java.util.List;

/// What an expression comes to for a span.
///
/// - A field of events or links has several values; so has what is computed from it. A comparison
///   holds if it holds for one of them.
/// - `&&` and `||` look at their left side first, and at their right side only if that leaves it
///   open. What is not true is false to them.
/// - `!` of what is no boolean is a failure.
final class Expressions {
  private Expressions() {}

  static boolean isTrue(FieldExpr expr, Node node) throws Failure {
    return values(expr, node).stream().anyMatch(Plain::isTrue);
  }

  /// Of several values the first.
  static Object value(FieldExpr expr, Node node) throws Failure {
    return values(expr, node).getFirst();
  }

  /// One at least.
  static List<Object> values(FieldExpr expr, Node node) throws Failure {
    return switch (expr) {
      case FieldExpr.Constant(var literal, _) -> List.of(Plain.of(literal));
      case FieldExpr.Nil _ -> List.of(Plain.NIL);
      case Reference reference -> Fields.values(reference, node);
      case FieldExpr.Unary(var sign, var operand, _) -> signed(sign, values(operand, node));
      case FieldExpr.Binary binary -> binary(binary, node);
    };
  }

  private static List<Object> signed(Sign sign, List<Object> operands) throws Failure {
    var results = new ArrayList<Object>();
    for (Object operand : operands) {
      results.add(sign == Sign.MINUS ? Arithmetic.negated(operand) : not(operand));
    }
    return results;
  }

  private static Object not(Object operand) throws Failure {
    if (operand instanceof Boolean bool) {
      return !bool;
    }
    throw new Failure("! of " + operand);
  }

  private static List<Object> binary(FieldExpr.Binary binary, Node node) throws Failure {
    FieldExpr left = binary.left();
    FieldExpr right = binary.right();
    if (left instanceof FieldExpr.Nil || right instanceof FieldExpr.Nil) {
      return List.of(presence(binary, node));
    }
    return switch (binary.operator()) {
      case AND -> List.of(isTrue(left, node) && isTrue(right, node));
      case OR -> List.of(isTrue(left, node) || isTrue(right, node));
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, MATCHES, NOT_MATCHES ->
          List.of(compares(binary, node));
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> computed(binary, node);
    };
  }

  /// Nil equals nothing, not even nil; a field equals it where it is missing.
  private static boolean presence(FieldExpr.Binary binary, Node node) throws Failure {
    FieldExpr other = binary.left() instanceof FieldExpr.Nil ? binary.right() : binary.left();
    if (other instanceof FieldExpr.Nil) {
      return false;
    }
    boolean isMissing = values(other, node).stream().allMatch(Plain::isNil);
    return isMissing == (binary.operator() == Operator.EQUAL);
  }

  private static boolean compares(FieldExpr.Binary binary, Node node) throws Failure {
    for (Object left : operands(binary.left(), binary, binary.right(), node)) {
      for (Object right : operands(binary.right(), binary, binary.left(), node)) {
        if (Comparisons.holds(left, binary.operator(), right)) {
          return true;
        }
      }
    }
    return false;
  }

  /// A trace's id may be written out with zeroes before it.
  private static List<Object> operands(
      FieldExpr operand, FieldExpr.Binary in, FieldExpr other, Node node) throws Failure {
    boolean isTraceId =
        other instanceof FieldExpr.Of(var intrinsic, _) && intrinsic == Intrinsic.TRACE_ID;
    if (isTraceId
        && !in.operator().isRegex()
        && operand instanceof FieldExpr.Constant(Literal.Text(var id), _)) {
      return List.of(Fields.withoutZeroes(id));
    }
    return values(operand, node);
  }

  private static List<Object> computed(FieldExpr.Binary binary, Node node) throws Failure {
    var results = new ArrayList<Object>();
    for (Object left : values(binary.left(), node)) {
      for (Object right : values(binary.right(), node)) {
        results.add(Arithmetic.of(left, binary.operator(), right));
      }
    }
    return results;
  }
}
