package dev.clew.query.traceql;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Parses what is computed for a span, by operator precedence.
final class FieldParser {
  private static final Map<String, Literal> NAMED =
      Map.ofEntries(
          Map.entry("true", new Literal.Bool(true)),
          Map.entry("false", new Literal.Bool(false)),
          Map.entry("error", new Literal.Status(StatusCode.ERROR)),
          Map.entry("ok", new Literal.Status(StatusCode.OK)),
          Map.entry("unset", new Literal.Status(StatusCode.UNSET)),
          Map.entry("unspecified", new Literal.Kind(SpanKind.UNSPECIFIED)),
          Map.entry("internal", new Literal.Kind(SpanKind.INTERNAL)),
          Map.entry("server", new Literal.Kind(SpanKind.SERVER)),
          Map.entry("client", new Literal.Kind(SpanKind.CLIENT)),
          Map.entry("producer", new Literal.Kind(SpanKind.PRODUCER)),
          Map.entry("consumer", new Literal.Kind(SpanKind.CONSUMER)),
          Map.entry("minInt", new Literal.Int(Long.MIN_VALUE)),
          Map.entry("maxInt", new Literal.Int(Long.MAX_VALUE)));

  private final TokenStream tokens;

  FieldParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  FieldExpr expression() throws QuerySyntaxException {
    return expression(Operator.LOGIC);
  }

  /// Everything that is bound at least as tightly as `precedence`.
  private FieldExpr expression(int precedence) throws QuerySyntaxException {
    tokens.enter();
    FieldExpr left = operand();
    while (operator().filter(each -> each.precedence() >= precedence).isPresent()) {
      Operator operator = operator().get();
      Place at = tokens.place();
      tokens.take();
      // A power is bound from the right, all else from the left.
      int tighter = operator.precedence() + (operator == Operator.POWER ? 0 : 1);
      left = new FieldExpr.Binary(left, operator, expression(tighter), at);
    }
    tokens.leave();
    return left;
  }

  private Optional<Operator> operator() {
    return tokens.peek() instanceof Token.Symbol symbol
        ? Operator.of(symbol.text())
        : Optional.empty();
  }

  private FieldExpr operand() throws QuerySyntaxException {
    Place at = tokens.place();
    return switch (tokens.peek()) {
      case Token.Symbol(_, var symbol) -> bracketOrSign(symbol);
      case Token.Constant(_, _, var value) -> {
        tokens.take();
        yield new FieldExpr.Constant(value, at);
      }
      case Token.Attribute _ -> reference();
      case Token.Word(_, var word) when isValue(word) -> {
        tokens.take();
        yield value(word, at);
      }
      case Token.Word _ -> reference();
      case Token.End _ -> throw tokens.unexpected("a value");
    };
  }

  private FieldExpr bracketOrSign(String symbol) throws QuerySyntaxException {
    Place at = tokens.place();
    return switch (symbol) {
      case "(" -> {
        tokens.take();
        FieldExpr inner = expression();
        tokens.expect(")");
        yield inner;
      }
      case "-" -> {
        tokens.take();
        yield negated(expression(Operator.PRODUCT), at);
      }
      case "!" -> {
        tokens.take();
        yield new FieldExpr.Unary(FieldExpr.Sign.NOT, expression(Operator.PRODUCT), at);
      }
      default -> throw tokens.unexpected("a value");
    };
  }

  /// A constant with its minus is a constant.
  private static FieldExpr negated(FieldExpr operand, Place at) throws QuerySyntaxException {
    return operand instanceof FieldExpr.Constant(var value, _) && Numbers.isNumber(value)
        ? new FieldExpr.Constant(Numbers.negated(value, at), at)
        : new FieldExpr.Unary(FieldExpr.Sign.MINUS, operand, at);
  }

  private static boolean isValue(String word) {
    return word.equals("nil") || NAMED.containsKey(word);
  }

  private static FieldExpr value(String word, Place at) {
    Literal literal = NAMED.get(word);
    return literal == null ? new FieldExpr.Nil(at) : new FieldExpr.Constant(literal, at);
  }

  /// The constant that a word or a token is, with its sign.
  Literal constant() throws QuerySyntaxException {
    if (tokens.isSymbol("-")) {
      Place at = tokens.place();
      tokens.enter();
      tokens.take();
      Literal negated = Numbers.negated(constant(), at);
      tokens.leave();
      return negated;
    }
    Literal literal =
        switch (tokens.peek()) {
          case Token.Constant(_, _, var value) -> value;
          case Token.Word(_, var word) when NAMED.containsKey(word) -> NAMED.get(word);
          default -> throw tokens.unexpected("a constant");
        };
    tokens.take();
    return literal;
  }

  FieldExpr.Reference reference() throws QuerySyntaxException {
    Place at = tokens.place();
    if (tokens.peek() instanceof Token.Attribute(_, _, var scope, var key)) {
      tokens.take();
      return new FieldExpr.Attribute(scope, key, at);
    }
    if (tokens.peek() instanceof Token.Word(_, var word)) {
      Intrinsic intrinsic = Intrinsic.named(word).orElseThrow(() -> unknown(word, at));
      tokens.take();
      return new FieldExpr.Of(intrinsic, at);
    }
    throw tokens.unexpected("an attribute or an intrinsic");
  }

  private QuerySyntaxException unknown(String word, Place at) {
    String whole = tokens.nameWithTail().orElse(word);
    String name = Shown.of(whole);
    String forms =
        word.contains(":")
            ? ""
            : "; an attribute needs its scope, such as .%s or span.%s, a string its quotes"
                .formatted(name, name);
    return new QuerySyntaxException(
        at, "unknown identifier: " + name + Suggestion.question(whole) + forms);
  }

  /// All words that stand for a constant.
  static Stream<String> names() {
    return NAMED.keySet().stream().sorted();
  }

  /// References in parentheses, with commas between them.
  List<FieldExpr.Reference> references() throws QuerySyntaxException {
    tokens.expect("(");
    var references = new ArrayList<FieldExpr.Reference>();
    do {
      references.add(reference());
    } while (tokens.takeIfSymbol(","));
    tokens.expect(")");
    return references;
  }
}
