package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.FieldExpr.Sign;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds what parses and still can not mean anything: types that do not fit, functions of nothing.
final class Checker {
  private Checker() {}

  static void check(Query query) throws QuerySyntaxException {
    switch (query.root()) {
      case Query.Root.Search(var pipeline) -> check(pipeline);
      case Query.Root.Metrics(var series) -> SeriesChecker.check(series);
      case Query.Root.Totals(var source, var aggregate, var by) -> {
        check(source);
        check(aggregate);
        checkAll(by);
      }
    }
  }

  static void check(Pipeline pipeline) throws QuerySyntaxException {
    for (Pipeline.Stage stage : pipeline.stages()) {
      switch (stage) {
        case Pipeline.Stage.Spansets(var expr) -> check(expr);
        case Pipeline.Stage.ScalarFilter filter -> check(filter);
        case Pipeline.Stage.GroupBy(var by, var at) -> {
          typeOf(by);
          requireSpan(by, at, "by()");
        }
        case Pipeline.Stage.Select(var references) -> checkAll(references);
        case Pipeline.Stage.Coalesce() -> {}
      }
    }
  }

  static void checkAll(List<FieldExpr.Reference> references) throws QuerySyntaxException {
    for (FieldExpr.Reference each : references) {
      typeOf(each);
    }
  }

  static void check(SpansetExpr expr) throws QuerySyntaxException {
    switch (expr) {
      case SpansetExpr.Filter(var condition) -> {
        if (condition.isPresent()) {
          checkCondition(condition.get());
        }
      }
      case SpansetExpr.Nested(var pipeline) -> check(pipeline);
      case SpansetExpr.Combined(var left, _, var right, _) -> {
        check(left);
        check(right);
      }
    }
  }

  private static void checkCondition(FieldExpr condition) throws QuerySyntaxException {
    Type type = typeOf(condition);
    if (type != Type.BOOL && type != Type.ANY) {
      throw TypeError.notBoolean(condition, type);
    }
  }

  private static void check(Pipeline.Stage.ScalarFilter filter) throws QuerySyntaxException {
    check(filter.left());
    check(filter.right());
  }

  /// All of them are numbers, so that any goes with any.
  private static void check(ScalarExpr expr) throws QuerySyntaxException {
    switch (expr) {
      case ScalarExpr.Constant _ -> {}
      case ScalarExpr.Negative(var operand, _) -> check(operand);
      case ScalarExpr.Arithmetic(var left, _, var right, _) -> {
        check(left);
        check(right);
      }
      case ScalarExpr.Aggregate aggregate -> check(aggregate);
      case ScalarExpr.Piped(var pipeline, var aggregate, _) -> {
        check(pipeline);
        check(aggregate);
      }
    }
  }

  private static void check(ScalarExpr.Aggregate aggregate) throws QuerySyntaxException {
    Optional<FieldExpr> argument = aggregate.argument();
    if (argument.isEmpty()) {
      return;
    }
    Type type = typeOf(argument.get());
    String name = aggregate.function().name().toLowerCase(Locale.ROOT) + "()";
    if (!type.isNumber() && type != Type.ANY) {
      throw new QuerySyntaxException(
          argument.get().at(), name + " needs a number or a duration, got " + type.text());
    }
    requireSpan(argument.get(), aggregate.at(), name);
  }

  private static void requireSpan(FieldExpr expr, Place at, String what)
      throws QuerySyntaxException {
    if (!looksAtSpan(expr)) {
      throw new QuerySyntaxException(
          at, what + " must reference the span, such as by .a or duration");
    }
  }

  private static boolean looksAtSpan(FieldExpr expr) {
    return switch (expr) {
      case FieldExpr.Constant _, FieldExpr.Nil _ -> false;
      case FieldExpr.Reference _ -> true;
      case FieldExpr.Unary(_, var operand, _) -> looksAtSpan(operand);
      case FieldExpr.Binary(var left, _, var right, _) -> looksAtSpan(left) || looksAtSpan(right);
    };
  }

  static Type typeOf(FieldExpr expr) throws QuerySyntaxException {
    return switch (expr) {
      case FieldExpr.Constant(var value, _) -> typeOf(value);
      case FieldExpr.Nil(var at) ->
          throw new QuerySyntaxException(at, "nil can only stand beside = and !=");
      case FieldExpr.Attribute _ -> Type.ANY;
      case FieldExpr.Of(var intrinsic, var at) -> {
        if (intrinsic == Intrinsic.PARENT) {
          throw new QuerySyntaxException(
              at, "parent not yet supported, needs a field of it such as parent.span.x");
        }
        yield intrinsic.type();
      }
      case FieldExpr.Unary unary -> typeOf(unary);
      case FieldExpr.Binary binary -> typeOf(binary);
    };
  }

  static Type typeOf(Literal literal) {
    return switch (literal) {
      case Literal.Text _ -> Type.STRING;
      case Literal.Int _ -> Type.INT;
      case Literal.Real _ -> Type.FLOAT;
      case Literal.Bool _ -> Type.BOOL;
      case Literal.Span _ -> Type.DURATION;
      case Literal.Status _ -> Type.STATUS;
      case Literal.Kind _ -> Type.KIND;
    };
  }

  private static Type typeOf(FieldExpr.Unary unary) throws QuerySyntaxException {
    Type operand = typeOf(unary.operand());
    boolean fits =
        operand == Type.ANY
            || (unary.sign() == Sign.MINUS ? operand.isNumber() : operand == Type.BOOL);
    if (!fits) {
      throw TypeError.illegal(unary, operand);
    }
    return operand;
  }

  private static Type typeOf(FieldExpr.Binary binary) throws QuerySyntaxException {
    Type left = sideOf(binary, binary.left());
    Type right = sideOf(binary, binary.right());
    if (!left.fits(right)) {
      throw TypeError.mismatch(binary, left, right);
    }
    requireAllowed(binary, left);
    requireAllowed(binary, right);
    requirePattern(binary);
    requireNilMakesSense(binary);
    return binary.operator().isArithmetic() ? widest(left, right) : Type.BOOL;
  }

  private static Type sideOf(FieldExpr.Binary binary, FieldExpr side) throws QuerySyntaxException {
    boolean isEquality =
        binary.operator() == Operator.EQUAL || binary.operator() == Operator.NOT_EQUAL;
    return isEquality && side instanceof FieldExpr.Nil ? Type.NIL : typeOf(side);
  }

  private static void requireAllowed(FieldExpr.Binary binary, Type type)
      throws QuerySyntaxException {
    if (!type.allows(binary.operator())) {
      throw TypeError.illegal(binary, type);
    }
  }

  private static void requirePattern(FieldExpr.Binary binary) throws QuerySyntaxException {
    if (!binary.operator().isRegex()) {
      return;
    }
    if (!(binary.right() instanceof FieldExpr.Constant(Literal.Text(var pattern), var at))) {
      throw new QuerySyntaxException(
          binary.right().at(), "pattern needs to be written out, as a string such as \"GET .*\"");
    }
    try {
      Patterns.compile(pattern);
    } catch (IllegalArgumentException e) {
      throw new QuerySyntaxException(at, String.valueOf(e.getMessage()));
    }
  }

  private static void requireNilMakesSense(FieldExpr.Binary binary) throws QuerySyntaxException {
    boolean hasNil =
        binary.left() instanceof FieldExpr.Nil || binary.right() instanceof FieldExpr.Nil;
    if (hasNil && (isAlwaysThere(binary.left()) || isAlwaysThere(binary.right()))) {
      FieldExpr field = binary.left() instanceof FieldExpr.Nil ? binary.right() : binary.left();
      throw new QuerySyntaxException(
          binary.at(), "every span has its %s, which is never nil".formatted(TraceQl.print(field)));
    }
  }

  private static boolean isAlwaysThere(FieldExpr expr) {
    return switch (expr) {
      case FieldExpr.Of(var intrinsic, _) -> intrinsic.isAlwaysThere();
      case FieldExpr.Attribute(var scope, var key, _) ->
          scope == Scope.RESOURCE && key.equals("service.name");
      case FieldExpr.Constant _, FieldExpr.Nil _, FieldExpr.Unary _, FieldExpr.Binary _ -> false;
    };
  }

  private static Type widest(Type left, Type right) {
    if (left == Type.ANY || right == Type.ANY) {
      return left == Type.ANY ? right : left;
    }
    if (left == Type.DURATION || right == Type.DURATION) {
      return Type.DURATION;
    }
    return left == Type.FLOAT || right == Type.FLOAT ? Type.FLOAT : Type.INT;
  }
}
