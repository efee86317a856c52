package dev.clew.query.traceql;

import dev.clew.query.Literal;

/// Arithmetic on constants.
final class Numbers {
  private Numbers() {}

  static Literal negated(Literal literal, Place at) throws QuerySyntaxException {
    return switch (literal) {
      case Literal.Int(var value) -> new Literal.Int(-value);
      case Literal.Real(var value) -> new Literal.Real(-value);
      case Literal.Span(var value) -> new Literal.Span(value.negated());
      case Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ ->
          throw new QuerySyntaxException(at, "a minus needs a number or a duration behind it");
    };
  }
}
