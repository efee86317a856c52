package dev.clew.query.traceql;

import dev.clew.query.Literal;
import java.util.Optional;

/// Parses calculations with plain numbers and durations, to their result.
final class ConstantParser {
  private final TokenStream tokens;

  ConstantParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  Literal result() throws QuerySyntaxException {
    return result(Operator.SUM);
  }

  private Literal result(int precedence) throws QuerySyntaxException {
    tokens.enter();
    Literal left = operand();
    while (operator().filter(each -> each.precedence() >= precedence).isPresent()) {
      Operator operator = operator().get();
      Place at = tokens.place();
      tokens.take();
      left = Numbers.folded(left, operator, result(operator.precedence() + 1), at);
    }
    tokens.leave();
    return left;
  }

  /// The operator that comes next, if it is one that numbers over time have too.
  Optional<Operator> operator() {
    return tokens.peek() instanceof Token.Symbol(_, var symbol)
        ? Operator.of(symbol)
            .filter(Operator::isArithmetic)
            .filter(each -> each != Operator.MODULO && each != Operator.POWER)
        : Optional.empty();
  }

  private Literal operand() throws QuerySyntaxException {
    Place at = tokens.place();
    if (tokens.takeIfSymbol("-")) {
      tokens.enter();
      Literal negated = Numbers.negated(operand(), at);
      tokens.leave();
      return negated;
    }
    if (tokens.takeIfSymbol("(")) {
      Literal inner = result();
      tokens.expect(")");
      return inner;
    }
    return number("a number or a duration");
  }

  /// A number as it is written, without a sign.
  Literal number(String expected) throws QuerySyntaxException {
    if (tokens.peek() instanceof Token.Constant(_, _, var value) && Numbers.isNumber(value)) {
      tokens.take();
      return value;
    }
    if (tokens.isWord("minInt") || tokens.isWord("maxInt")) {
      return new Literal.Int(
          tokens.take().text().equals("minInt") ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
    throw tokens.unexpected(expected);
  }

  /// A whole number that is not negative.
  long integer(String expected) throws QuerySyntaxException {
    if (tokens.peek() instanceof Token.Constant(_, _, Literal.Int(var value))) {
      tokens.take();
      return value;
    }
    throw tokens.unexpected(expected);
  }
}
