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
  private static final String COUNT = "an integer above 0";

  private final TokenStream tokens;
  private final Groups groups;
  private final FieldParser fields;
  private final PipelineParser pipelines;
  private final ConstantParser constants;

  SeriesParser(TokenStream tokens, Groups groups, FieldParser fields, PipelineParser pipelines) {
    this.tokens = tokens;
    this.groups = groups;
    this.fields = fields;
    this.pipelines = pipelines;
    constants = new ConstantParser(tokens);
  }

  SeriesExpr series() throws QuerySyntaxException {
    if (isMeasure()) {
      return measure();
    }
    SeriesExpr calculation = calculation(Operator.SUM);
    List<Refine> refinements = refinements();
    if (refinements.isEmpty()) {
      return calculation;
    }
    return calculation instanceof SeriesExpr.Measure measure
        ? measure.refined(refinements)
        : new SeriesExpr.Refined(calculation, refinements);
  }

  private boolean isMeasure() {
    return groups.holdsMeasure(tokens.position());
  }

  private SeriesExpr calculation(int precedence) throws QuerySyntaxException {
    SeriesExpr left = operand();
    while (constants.operator().filter(each -> each.precedence() >= precedence).isPresent()) {
      Operator operator = constants.operator().get();
      Place at = tokens.place();
      tokens.take();
      left = calculated(left, operator, calculation(operator.precedence() + 1), at);
    }
    return left;
  }

  private static SeriesExpr calculated(
      SeriesExpr left, Operator operator, SeriesExpr right, Place at) throws QuerySyntaxException {
    return left instanceof SeriesExpr.Constant(var one, var from)
            && right instanceof SeriesExpr.Constant(var other, _)
        ? new SeriesExpr.Constant(Numbers.folded(one, operator, other, at), from)
        : new SeriesExpr.Arithmetic(left, operator, right, at);
  }

  private SeriesExpr operand() throws QuerySyntaxException {
    Place at = tokens.place();
    if (tokens.isSymbol("-")) {
      return negated(at);
    }
    if (!tokens.isSymbol("(")) {
      return new SeriesExpr.Constant(
          constants.number("a number or, in parentheses, a series such as ({} | rate())"), at);
    }
    tokens.enter();
    tokens.take();
    SeriesExpr inner = isMeasure() ? measure() : calculation(Operator.SUM);
    tokens.expect(")");
    tokens.leave();
    return inner;
  }

  private SeriesExpr negated(Place at) throws QuerySyntaxException {
    tokens.enter();
    tokens.take();
    SeriesExpr operand = operand();
    tokens.leave();
    if (operand instanceof SeriesExpr.Constant(var value, _)) {
      return new SeriesExpr.Constant(Numbers.negated(value, at), at);
    }
    throw new QuerySyntaxException(
        at, "unexpected -, needs a number behind it; a series is negated by -1 * (...)");
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
    String expected = "a quantile from 0 to 1";
    return switch (constants.number(expected)) {
      case Literal.Int(var value) -> value;
      case Literal.Real(var value) -> value;
      case Literal.Span _, Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ ->
          throw new QuerySyntaxException(at, "unexpected duration, needs " + expected);
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
      topN = OptionalInt.of((int) Math.min(constants.integer(COUNT), Integer.MAX_VALUE));
      if (tokens.takeIfSymbol(",")) {
        String expected = "nanoseconds since the epoch";
        long start = constants.integer(expected);
        tokens.expect(",");
        window = Optional.of(new SeriesExpr.Window(start, constants.integer(expected)));
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
        refinements.add(new Refine.Threshold(operator, constants.result(), at));
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
      throw tokens.unexpected("topk() or bottomk(), for nothing else follows a function over time");
    }
    tokens.take();
    tokens.expect("(");
    int count = (int) Math.min(constants.integer(COUNT), Integer.MAX_VALUE);
    tokens.expect(")");
    return new Refine.Best(isTop, count, at);
  }
}
