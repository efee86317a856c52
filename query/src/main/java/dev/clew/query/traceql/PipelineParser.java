package dev.clew.query.traceql;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/// Parses pipelines and the spansets in them.
final class PipelineParser {
  private final TokenStream tokens;
  private final Groups groups;
  private final FieldParser fields;
  private final ScalarParser scalars;

  PipelineParser(TokenStream tokens, Groups groups, FieldParser fields) {
    this.tokens = tokens;
    this.groups = groups;
    this.fields = fields;
    scalars = new ScalarParser(tokens, groups, fields, this);
  }

  ScalarParser scalars() {
    return scalars;
  }

  /// A pipeline, up to what is no stage of one.
  Pipeline pipeline() throws QuerySyntaxException {
    var stages = new ArrayList<Pipeline.Stage>();
    stages.add(first());
    while (tokens.isSymbol("|") && !isAtEnd()) {
      tokens.take();
      stages.add(stage());
    }
    return new Pipeline(stages);
  }

  private boolean isAtEnd() {
    return tokens.isSymbolThenWord("|", Groups.GATHERS)
        || groups.holdsTotals(tokens.position() + 1);
  }

  /// A pipeline with an aggregate at its end, up to the parenthesis that closes both.
  ScalarExpr piped(Place at) throws QuerySyntaxException {
    var stages = new ArrayList<Pipeline.Stage>();
    stages.add(first());
    tokens.expect("|");
    while (!endsInAggregate()) {
      stages.add(stage());
      tokens.expect("|");
    }
    return new ScalarExpr.Piped(new Pipeline(stages), scalars.aggregate(), at);
  }

  private boolean endsInAggregate() {
    return groups.isAggregateThenEnd(tokens.position());
  }

  private Pipeline.Stage stage() throws QuerySyntaxException {
    if (!tokens.takeIfWord("coalesce")) {
      return first();
    }
    tokens.expect("(");
    tokens.expect(")");
    return new Pipeline.Stage.Coalesce();
  }

  private Pipeline.Stage first() throws QuerySyntaxException {
    Place at = tokens.place();
    if (tokens.takeIfWord("by")) {
      tokens.expect("(");
      FieldExpr by = fields.expression();
      if (tokens.isSymbol(",")) {
        throw tokens.unexpected("): to group by several values write by(...) | by(...)");
      }
      tokens.expect(")");
      return new Pipeline.Stage.GroupBy(by, at);
    }
    if (tokens.takeIfWord("select")) {
      return new Pipeline.Stage.Select(fields.references());
    }
    if (scalars.isNext()) {
      return scalars.filter();
    }
    if (tokens.isSymbol("{") || tokens.isSymbol("(")) {
      return new Pipeline.Stage.Spansets(spansets(Operator.LOGIC));
    }
    if (tokens.isWord(Set.of("topk", "bottomk"))) {
      throw tokens.unexpected("a function over time such as rate() before it");
    }
    if (tokens.isWord(Groups.GATHERS)) {
      throw tokens.unexpected("a spanset and | before it, such as {} | rate()");
    }
    throw tokens.unexpected(
        "a spanset such as {}, an aggregate such as count() > 2, by() or select()");
  }

  private SpansetExpr spansets(int precedence) throws QuerySyntaxException {
    SpansetExpr left = operand();
    while (operator().filter(each -> each.precedence() >= precedence).isPresent()) {
      SpansetOperator operator = operator().get();
      Place at = tokens.place();
      tokens.take();
      left = new SpansetExpr.Combined(left, operator, spansets(operator.precedence() + 1), at);
    }
    return left;
  }

  private Optional<SpansetOperator> operator() {
    return tokens.peek() instanceof Token.Symbol(_, var symbol)
        ? SpansetOperator.of(symbol)
        : Optional.empty();
  }

  private SpansetExpr operand() throws QuerySyntaxException {
    if (tokens.isSymbol("{")) {
      return filter();
    }
    if (!tokens.isSymbol("(")) {
      throw tokens.unexpected("a spanset such as {} or { .a = 1 }");
    }
    tokens.enter();
    tokens.take();
    Pipeline inner = pipeline();
    tokens.expect(")");
    tokens.leave();
    return inner.only().orElseGet(() -> new SpansetExpr.Nested(inner));
  }

  SpansetExpr.Filter filter() throws QuerySyntaxException {
    tokens.expect("{");
    Optional<FieldExpr> condition =
        tokens.isSymbol("}") ? Optional.empty() : Optional.of(fields.expression());
    tokens.expect("}");
    return new SpansetExpr.Filter(condition);
  }
}
