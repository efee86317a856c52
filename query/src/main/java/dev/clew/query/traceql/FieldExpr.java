package dev.clew.query.traceql;

import dev.clew.query.Literal;

/// Computes a value for a span.
public sealed interface FieldExpr {
  record Constant(Literal value, Place at) implements FieldExpr {}

  /// No value; only ever compared for being equal or not.
  record Nil(Place at) implements FieldExpr {}

  record Unary(Sign sign, FieldExpr operand, Place at) implements FieldExpr {}

  /// Two values and an operator between them, whose place this is.
  record Binary(FieldExpr left, Operator operator, FieldExpr right, Place at)
      implements FieldExpr {}

  /// Names a value that the span, or what is around it, brings along.
  sealed interface Reference extends FieldExpr {}

  record Attribute(Scope scope, String key, Place at) implements Reference {}

  record Of(Intrinsic intrinsic, Place at) implements Reference {}

  /// Whose attribute.
  enum Scope {
    /// The span's, the resource's, an event's, a link's or the instrumentation scope's: the first
    /// that has it.
    ANY("."),
    SPAN("span."),
    RESOURCE("resource."),
    EVENT("event."),
    LINK("link."),
    INSTRUMENTATION("instrumentation."),
    PARENT("parent."),
    PARENT_SPAN("parent.span."),
    PARENT_RESOURCE("parent.resource.");

    private final String prefix;

    Scope(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  enum Sign {
    MINUS("-"),
    NOT("!");

    private final String symbol;

    Sign(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  Place at();
}
