package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.SeriesExpr.Function;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SeriesExpr.Refine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Parses what is computed over time.
final class SeriesParser {
  private final TokenStream tokens;
  private final Groups groups;
  private final FieldParser fields;
  private final PipelineParser pipelines;

  SeriesParser(TokenStream tokens, Groups groups, FieldParser fields, PipelineParser pipelines) {
    this.tokens = tokens;
    this.groups = groups;
    this.fields = fields;
    this.pipelines = pipelines;
  }

  SeriesExpr series() throws QuerySyntaxException {
    if (!isCalculation()) {
      return measure();
    }
    SeriesExpr calculation = calculation(Operator.SUM);
    List<Refine> refinements = refinements();
    return refinements.isEmpty() ? calculation : new SeriesExpr.Refined(calculation, refinements);
  }

  private boolean isCalculation() {
    return tokens.peek() instanceof Token.Constant
        || tokens.isSymbol("-")
        || groups.holdsSeries(tokens.position());
  }

  private SeriesExpr calculation(int precedence) throws QuerySyntaxException {
    SeriesExpr left = operand();
    while (arithmetic().filter(each -> each.precedence() >= precedence).isPresent()) {
      Operator operator = arithmetic().get();
      Place at = tokens.place();
      tokens.take();
      left = new SeriesExpr.Arithmetic(left, operator, calculation(operator.precedence() + 1), at);
    }
    return left;
  }

  private Optional<Operator> arithmetic() {
    return tokens.peek() instanceof Token.Symbol(_, var symbol)
        ? Operator.of(symbol)
            .filter(Operator::isArithmetic)
            .filter(each -> each != Operator.MODULO && each != Operator.POWER)
        : Optional.empty();
  }

  private SeriesExpr operand() throws QuerySyntaxException {
    Place at = tokens.place();
    if (!tokens.isSymbol("(")) {
      return new SeriesExpr.Constant(number(), at);
    }
    tokens.enter();
    tokens.take();
    SeriesExpr inner = isCalculation() ? calculation(Operator.SUM) : measure();
    tokens.expect(")");
    tokens.leave();
    return inner;
  }

  private SeriesExpr.Measure measure() throws QuerySyntaxException {
    Pipeline source = pipelines.pipeline();
    tokens.expect("|");
    return new SeriesExpr.Measure(source, gather(), refinements());
  }

  private Gather gather() throws QuerySyntaxException {
    Place at = tokens.place();
    if (tokens.takeIfWord("compare")) {
      return compare(at);
    }
    if (!tokens.isWord(Groups.GATHERS)) {
      throw tokens.unexpected("a function over time such as rate()");
    }
    String name = tokens.take().text();
    Function function =
        Stream.of(Function.values())
            .filter(each -> each.text().equals(name))
            .findFirst()
            .orElseThrow();
    tokens.expect("(");
    Optional<FieldExpr.Reference> field =
        function.countsOnly() ? Optional.empty() : Optional.of(fields.reference());
    var quantiles = new ArrayList<Double>();
    while (function == Function.QUANTILE && (quantiles.isEmpty() || tokens.isSymbol(","))) {
      tokens.expect(",");
      quantiles.add(quantile());
    }
    tokens.expect(")");
    return new Gather.OverTime(function, field, quantiles, by(), at);
  }

  private double quantile() throws QuerySyntaxException {
    Place at = tokens.place();
    return switch (number()) {
      case Literal.Int(var value) -> value;
      case Literal.Real(var value) -> value;
      case Literal.Span _, Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ ->
          throw new QuerySyntaxException(at, "quantile needs a number from 0 to 1");
    };
  }

  private List<FieldExpr.Reference> by() throws QuerySyntaxException {
    return tokens.takeIfWord("by") ? fields.references() : List.of();
  }

  private Gather compare(Place at) throws QuerySyntaxException {
    tokens.expect("(");
    SpansetExpr.Filter selection = pipelines.filter();
    OptionalInt topN = OptionalInt.empty();
    Optional<SeriesExpr.Window> window = Optional.empty();
    if (tokens.takeIfSymbol(",")) {
      topN =
          OptionalInt.of(
              Math.toIntExact(Math.clamp(integer(), Integer.MIN_VALUE, Integer.MAX_VALUE)));
      if (tokens.takeIfSymbol(",")) {
        long start = integer();
        tokens.expect(",");
        window = Optional.of(new SeriesExpr.Window(start, integer()));
      }
    }
    tokens.expect(")");
    return new Gather.Compare(selection, topN, window, at);
  }

  private List<Refine> refinements() throws QuerySyntaxException {
    var refinements = new ArrayList<Refine>();
    while (true) {
      Place at = tokens.place();
      if (tokens.takeIfSymbol("|")) {
        refinements.add(best(at));
      } else if (isComparison()) {
        Operator operator = pipelines.scalars().comparison();
        refinements.add(new Refine.Threshold(operator, number(), at));
      } else {
        return refinements;
      }
    }
  }

  private boolean isComparison() {
    return tokens.peek() instanceof Token.Symbol(_, var symbol)
        && Operator.of(symbol).filter(Operator::comparesNumbers).isPresent();
  }

  private Refine best(Place at) throws QuerySyntaxException {
    boolean isTop = tokens.isWord("topk");
    if (!isTop && !tokens.isWord("bottomk")) {
      throw tokens.unexpected("topk() or bottomk()");
    }
    tokens.take();
    tokens.expect("(");
    if (tokens.isSymbol("-")) {
      throw tokens.unexpected("an integer above 0");
    }
    int count = (int) Math.min(integer(), Integer.MAX_VALUE);
    tokens.expect(")");
    return new Refine.Best(isTop, count, at);
  }

  private Literal number() throws QuerySyntaxException {
    Place at = tokens.place();
    if (tokens.takeIfSymbol("-")) {
      return Numbers.negated(number(), at);
    }
    if (tokens.peek() instanceof Token.Constant(_, _, var value)
        && (value instanceof Literal.Int
            || value instanceof Literal.Real
            || value instanceof Literal.Span)) {
      tokens.take();
      return value;
    }
    throw tokens.unexpected("a number");
  }

  private long integer() throws QuerySyntaxException {
    if (number() instanceof Literal.Int(var value)) {
      return value;
    }
    throw tokens.unexpected("an integer before it");
  }
}
