package dev.clew.query.traceql;

import java.util.Locale;
import java.util.Optional;

/// Parses what is computed for a spanset.
final class ScalarParser {
  private final TokenStream tokens;
  private final Groups groups;
  private final FieldParser fields;
  private final PipelineParser pipelines;
  private final ConstantParser constants;

  ScalarParser(TokenStream tokens, Groups groups, FieldParser fields, PipelineParser pipelines) {
    this.tokens = tokens;
    this.groups = groups;
    this.fields = fields;
    this.pipelines = pipelines;
    constants = new ConstantParser(tokens);
  }

  /// True when a number for a spanset begins here.
  boolean isNext() {
    return tokens.isWord(Groups.AGGREGATES)
        || tokens.isSymbol("-")
        || tokens.peek() instanceof Token.Constant
        || (tokens.isSymbol("(") && groups.holdsNumber(tokens.position()));
  }

  /// A comparison, at least one side of which looks at the spanset.
  Pipeline.Stage.ScalarFilter filter() throws QuerySyntaxException {
    ScalarExpr left = expression(Operator.SUM);
    Place at = tokens.place();
    if (tokens.peek() instanceof Token.End && looksAtSpans(left)) {
      throw tokens.unexpected(
          "a comparison such as > 2; over all traces an aggregate goes by (...) something");
    }
    Operator operator = comparison();
    ScalarExpr right = expression(Operator.SUM);
    if (!looksAtSpans(left) && !looksAtSpans(right)) {
      throw new QuerySyntaxException(
          left.at(), "comparison needs an aggregate such as count() on one side");
    }
    return new Pipeline.Stage.ScalarFilter(left, operator, right, at);
  }

  private static boolean looksAtSpans(ScalarExpr expr) {
    return switch (expr) {
      case ScalarExpr.Constant _ -> false;
      case ScalarExpr.Aggregate _, ScalarExpr.Piped _ -> true;
      case ScalarExpr.Negative(var operand, _) -> looksAtSpans(operand);
      case ScalarExpr.Arithmetic(var left, _, var right, _) ->
          looksAtSpans(left) || looksAtSpans(right);
    };
  }

  Operator comparison() throws QuerySyntaxException {
    if (tokens.peek() instanceof Token.Symbol(_, var symbol)) {
      Optional<Operator> operator = Operator.of(symbol).filter(Operator::comparesNumbers);
      if (operator.isPresent()) {
        tokens.take();
        return operator.get();
      }
    }
    throw tokens.unexpected("a comparison such as > 2");
  }

  private ScalarExpr expression(int precedence) throws QuerySyntaxException {
    tokens.enter();
    ScalarExpr left = operand();
    while (arithmetic().filter(each -> each.precedence() >= precedence).isPresent()) {
      Operator operator = arithmetic().get();
      Place at = tokens.place();
      tokens.take();
      int tighter = operator.precedence() + (operator == Operator.POWER ? 0 : 1);
      left = new ScalarExpr.Arithmetic(left, operator, expression(tighter), at);
    }
    tokens.leave();
    return left;
  }

  private Optional<Operator> arithmetic() {
    return tokens.peek() instanceof Token.Symbol(_, var symbol)
        ? Operator.of(symbol).filter(Operator::isArithmetic)
        : Optional.empty();
  }

  private ScalarExpr operand() throws QuerySyntaxException {
    tokens.enter();
    Place at = tokens.place();
    ScalarExpr operand;
    if (tokens.takeIfSymbol("-")) {
      operand = negated(operand(), at);
    } else if (tokens.takeIfSymbol("(")) {
      operand = inParentheses(at);
    } else if (tokens.isWord(Groups.AGGREGATES)) {
      operand = aggregate();
    } else {
      operand =
          new ScalarExpr.Constant(constants.number("a number, a duration or an aggregate"), at);
    }
    tokens.leave();
    return operand;
  }

  private ScalarExpr inParentheses(Place at) throws QuerySyntaxException {
    boolean isPiped = groups.holdsPipe(tokens.position() - 1);
    ScalarExpr inner = isPiped ? pipelines.piped(at) : expression(Operator.SUM);
    tokens.expect(")");
    return inner;
  }

  /// A constant with its minus is a constant.
  private static ScalarExpr negated(ScalarExpr operand, Place at) throws QuerySyntaxException {
    return operand instanceof ScalarExpr.Constant(var value, _)
        ? new ScalarExpr.Constant(Numbers.negated(value, at), at)
        : new ScalarExpr.Negative(operand, at);
  }

  ScalarExpr.Aggregate aggregate() throws QuerySyntaxException {
    Place at = tokens.place();
    String name = tokens.take().text();
    var function = ScalarExpr.Function.valueOf(name.toUpperCase(Locale.ROOT));
    tokens.expect("(");
    Optional<FieldExpr> argument =
        function == ScalarExpr.Function.COUNT ? Optional.empty() : Optional.of(fields.expression());
    if (function == ScalarExpr.Function.COUNT && !tokens.isSymbol(")")) {
      throw tokens.unexpected("), for count() counts spans, not values");
    }
    tokens.expect(")");
    return new ScalarExpr.Aggregate(function, argument, at);
  }
}
