package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.Query.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Parses a whole query.
final class Parser {
  private final TokenStream tokens;
  private final Groups groups;
  private final FieldParser fields;
  private final PipelineParser pipelines;
  private final SeriesParser series;

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
    Query.Root root =
        groups.hasSeries()
            ? new Query.Root.Metrics(series.series())
            : new Query.Root.Search(pipelines.pipeline());
    Optional<Order> order = Optional.empty();
    OptionalInt limit = OptionalInt.empty();
    if (root instanceof Query.Root.Search) {
      order = order();
      limit = limit();
    }
    List<Query.Hint> hints = hints();
    if (!(tokens.peek() instanceof Token.End)) {
      throw tokens.unexpected("| or the end of the query");
    }
    return new Query(root, order, limit, hints);
  }

  private Optional<Order> order() throws QuerySyntaxException {
    if (!tokens.takeIfWord("order")) {
      return Optional.empty();
    }
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
    return Optional.of(new Order(key, isDescending));
  }

  private OptionalInt limit() throws QuerySyntaxException {
    if (!tokens.takeIfWord("limit")) {
      return OptionalInt.empty();
    }
    if (tokens.peek() instanceof Token.Constant(_, _, Literal.Int(var value))
        && value >= 1
        && value <= Integer.MAX_VALUE) {
      tokens.take();
      return OptionalInt.of((int) value);
    }
    throw tokens.unexpected("an integer above 0");
  }

  private List<Query.Hint> hints() throws QuerySyntaxException {
    var hints = new ArrayList<Query.Hint>();
    while (tokens.takeIfWord("with")) {
      tokens.expect("(");
      do {
        if (!(tokens.peek() instanceof Token.Word)) {
          throw tokens.unexpected("the name of a hint");
        }
        String name = tokens.take().text();
        tokens.expect("=");
        hints.add(new Query.Hint(name, fields.constant()));
      } while (tokens.takeIfSymbol(","));
      tokens.expect(")");
    }
    return hints;
  }
}
