package dev.clew.query.traceql;

import dev.clew.query.Literal;

/// The smallest piece of a query.
sealed interface Token {
  /// Where it starts in the text.
  int offset();

  /// As it is shown in errors.
  String text();

  /// An operator, a bracket, a comma.
  record Symbol(int offset, String text) implements Token {}

  /// A word: a keyword, an intrinsic or the name of a constant; with a colon where it is scoped.
  record Word(int offset, String text) implements Token {}

  record Constant(int offset, String text, Literal value) implements Token {}

  record Attribute(int offset, String text, FieldExpr.Scope scope, String key) implements Token {}

  record End(int offset) implements Token {
    @Override
    public String text() {
      return "end of the query";
    }
  }
}
