package dev.clew.query.traceql;

import java.time.Duration;
import java.util.Optional;

/// The language's door: text in, checked query or error with its place out.
public final class TraceQl {
  /// More than anybody writes.
  static final int MAX_LENGTH = 128 * 1024;

  private TraceQl() {}

  /// Parses a query and checks its names and types.
  public static Parsed parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new Parsed.Invalid(
          new QueryError(
              1, 1, "query needs at most " + MAX_LENGTH + " characters, got " + text.length()));
    }
    try {
      Query query = Parser.parse(text);
      Checker.check(query);
      return new Parsed.Valid(query);
    } catch (QuerySyntaxException e) {
      return new Parsed.Invalid(QueryError.at(text, e.offset(), e.getMessage()));
    }
  }

  /// The attribute or intrinsic that a text names, if it does that and nothing else.
  public static Optional<FieldExpr.Reference> reference(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var tokens = new TokenStream(Lexer.tokens(text));
      FieldExpr.Reference reference = new FieldParser(tokens).reference();
      Checker.typeOf(reference);
      return tokens.peek() instanceof Token.End ? Optional.of(reference) : Optional.empty();
    } catch (QuerySyntaxException _) {
      return Optional.empty();
    }
  }

  /// Reads a duration as it stands in a query, such as `1.5s`, `1h30m` or `2w`.
  public static Optional<Duration> duration(String text) {
    return text.isEmpty() ? Optional.empty() : DurationText.parse(text).map(Duration::ofNanos);
  }

  /// Writes a query so that it parses to the same tree.
  public static String print(Query query) {
    return new Printer().print(query);
  }

  /// Writes a value of a span as it stands in a query, without spaces around it.
  public static String print(FieldExpr expr) {
    return new Printer().print(expr);
  }

  /// Writes a number of a spanset as it stands in a query, such as `avg(duration)`.
  public static String print(ScalarExpr expr) {
    return new Printer().print(expr);
  }
}
