package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.Query.Order;
import dev.clew.query.traceql.Query.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Parses a whole query.
///
/// Owned by one thread.
final class Parser {
  private final TokenStream tokens;
  private final Groups groups;
  private final FieldParser fields;
  private final PipelineParser pipelines;
  private final SeriesParser series;

  private Optional<Order> order = Optional.empty();
  private OptionalInt limit = OptionalInt.empty();
  private final List<Query.Hint> hints = new ArrayList<>();

  private Parser(List<Token> all) {
    tokens = new TokenStream(all);
    groups = new Groups(all);
    fields = new FieldParser(tokens);
    pipelines = new PipelineParser(tokens, groups, fields);
    series = new SeriesParser(tokens, groups, fields, pipelines);
  }

  static Query parse(String text) throws QuerySyntaxException {
    return new Parser(Lexer.tokens(text)).query();
  }

  private Query query() throws QuerySyntaxException {
    Root root = root();
    while (isClause(root)) {}
    if (!(tokens.peek() instanceof Token.End)) {
      throw tokens.unexpected(continuation(root));
    }
    return new Query(root, order, limit, hints);
  }

  private Root root() throws QuerySyntaxException {
    if (groups.hasSeries()) {
      return new Root.Metrics(series.series());
    }
    if (groups.holdsTotals(0)) {
      return totals(Pipeline.EVERYTHING);
    }
    Pipeline pipeline = pipelines.pipeline();
    return tokens.takeIfSymbol("|") ? totals(pipeline) : new Root.Search(pipeline);
  }

  private Root totals(Pipeline source) throws QuerySyntaxException {
    ScalarExpr.Aggregate aggregate = pipelines.scalars().aggregate();
    tokens.expectWord("by");
    return new Root.Totals(source, aggregate, fields.references());
  }

  /// Takes what may stand behind a query, in any order.
  private boolean isClause(Root root) throws QuerySyntaxException {
    if (root instanceof Root.Search && order.isEmpty() && tokens.takeIfWord("order")) {
      order = Optional.of(order());
    } else if (!(root instanceof Root.Metrics) && limit.isEmpty() && tokens.takeIfWord("limit")) {
      limit = OptionalInt.of(limit());
    } else if (tokens.takeIfWord("with")) {
      addHints();
    } else {
      return false;
    }
    return true;
  }

  private String continuation(Root root) {
    return switch (root) {
      case Root.Search _ when order.isPresent() || limit.isPresent() -> "the end of the query";
      case Root.Search _ -> "an operator, | or the end of the query";
      case Root.Totals _ -> "the end of the query, for the largest come first of themselves";
      case Root.Metrics _ when tokens.isWord("limit") || tokens.isWord("order") ->
          "| topk() or | bottomk() where not all series are wanted";
      case Root.Metrics _
          when tokens.peek() instanceof Token.Symbol(_, var symbol)
              && Operator.of(symbol).filter(Operator::isArithmetic).isPresent() ->
          "| or the end of the query; to calculate with + - * / put each series in parentheses,"
              + " such as ({} | rate()) * 2";
      case Root.Metrics _ -> "| or the end of the query";
    };
  }

  private Order order() throws QuerySyntaxException {
    tokens.expectWord("by");
    Order.Key key =
        Stream.of(Order.Key.values())
            .filter(each -> tokens.isWord(each.name().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> tokens.unexpected("duration, start, spans or errors"));
    tokens.take();
    // What is asked for is nearly always the most of something.
    boolean isDescending = !tokens.takeIfWord("asc");
    if (isDescending) {
      tokens.takeIfWord("desc");
    }
    return new Order(key, isDescending);
  }

  private int limit() throws QuerySyntaxException {
    if (tokens.peek() instanceof Token.Constant(_, _, Literal.Int(var value))
        && value >= 1
        && value <= Integer.MAX_VALUE) {
      tokens.take();
      return (int) value;
    }
    throw tokens.unexpected("an integer from 1 to " + Integer.MAX_VALUE);
  }

  private void addHints() throws QuerySyntaxException {
    tokens.expect("(");
    do {
      if (!(tokens.peek() instanceof Token.Word)) {
        throw tokens.unexpected("the name of a hint, such as most_recent=true");
      }
      String name = tokens.take().text();
      tokens.expect("=");
      hints.add(new Query.Hint(name, fields.constant()));
    } while (tokens.takeIfSymbol(","));
    tokens.expect(")");
  }
}
