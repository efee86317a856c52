package dev.clew.query.traceql;

import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.SpansetExpr.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads filters that are still being written: of the conditions that are joined by `&&`, those
/// that are whole. What cannot be made sense of selects all spans, so that a filter never leaves
/// too few.
public final class Lenient {
  private static final Place NOWHERE = new Place(0);

  private Lenient() {}

  /// What a text selects, as far as it can be told.
  public static Pipeline filter(String text) {
    if (TraceQl.parse(text) instanceof Parsed.Valid(var query)
        && query.root() instanceof Query.Root.Search(var pipeline)) {
      return pipeline;
    }
    return new Pipeline(List.of(new Stage.Spansets(new Filter(condition(text)))));
  }

  private static Optional<FieldExpr> condition(String text) {
    Optional<FieldExpr> all = Optional.empty();
    for (String part : parts(text)) {
      Optional<FieldExpr> one = whole(part);
      all =
          all.isPresent() && one.isPresent()
              ? Optional.of(new FieldExpr.Binary(all.get(), Operator.AND, one.get(), NOWHERE))
              : all.or(() -> one);
    }
    return all;
  }

  private static Optional<FieldExpr> whole(String part) {
    return TraceQl.parse("{" + part + "}") instanceof Parsed.Valid(var query)
            && query.root() instanceof Query.Root.Search(Pipeline(var stages))
            && stages.getFirst() instanceof Stage.Spansets(Filter(var condition))
        ? condition
        : Optional.empty();
  }

  /// The conditions in the first braces that are joined by `&&`; none where some are joined by
  /// `||`, or the braces by an operator, for then a part of them could leave too few.
  private static List<String> parts(String text) {
    List<Token> tokens = tokens(text);
    var parts = new ArrayList<String>();
    int from = 1;
    int depth = 0;
    for (int at = 1; at < tokens.size() && isSymbol(tokens.getFirst(), "{"); at++) {
      Token token = tokens.get(at);
      if (token instanceof Token.End || isSymbol(token, "}")) {
        parts.add(text.substring(tokens.get(from).offset(), token.offset()));
        boolean isAtEnd =
            token instanceof Token.End
                || tokens.get(at + 1) instanceof Token.End
                || isSymbol(tokens.get(at + 1), "|");
        return isAtEnd ? parts : List.of();
      } else if (isSymbol(token, "||")) {
        return List.of();
      } else if (isSymbol(token, "&&") && depth == 0) {
        parts.add(text.substring(tokens.get(from).offset(), token.offset()));
        from = at + 1;
      } else {
        depth += isSymbol(token, "(") ? 1 : isSymbol(token, ")") ? -1 : 0;
      }
    }
    return List.of();
  }

  private static boolean isSymbol(Token token, String symbol) {
    return token instanceof Token.Symbol(_, var text) && text.equals(symbol);
  }

  /// Up to what is no token, such as a string without an end: where the next one begins is unknown.
  private static List<Token> tokens(String text) {
    String good = text.substring(0, Math.min(text.length(), TraceQl.MAX_LENGTH));
    try {
      return Lexer.tokens(good);
    } catch (QuerySyntaxException e) {
      return tokensBefore(good.substring(0, e.offset()));
    }
  }

  private static List<Token> tokensBefore(String text) {
    try {
      return Lexer.tokens(text);
    } catch (QuerySyntaxException _) {
      return List.of();
    }
  }
}
