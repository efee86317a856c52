package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr.Scope;
import java.time.Duration;
import java.util.Locale;

/// Writes constants and names so that the lexer reads them back.
final class Constants {
  private Constants() {}

  static String text(Literal literal) {
    return switch (literal) {
      case Literal.Text(var value) -> quoted(value);
      case Literal.Int(var value) -> value == Long.MIN_VALUE ? "minInt" : Long.toString(value);
      case Literal.Real(var value) -> Double.toString(value);
      case Literal.Bool(var value) -> Boolean.toString(value);
      case Literal.Span(var value) -> duration(value);
      case Literal.Status(var value) -> value.name().toLowerCase(Locale.ROOT);
      case Literal.Kind(var value) -> value.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String duration(Duration duration) {
    return duration.isNegative()
        ? "-" + DurationText.print(duration.negated().toNanos())
        : DurationText.print(duration.toNanos());
  }

  private static String quoted(String value) {
    var text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> text.appendCodePoint(c);
          }
        });
    return text.append('"').toString();
  }

  static String attribute(Scope scope, String key) {
    return scope.prefix() + (isPlain(scope, key) ? key : quotedName(key));
  }

  private static boolean isPlain(Scope scope, String key) {
    boolean looksLikeNumber = scope == Scope.ANY && Character.isDigit(key.charAt(0));
    boolean looksLikeScope =
        scope == Scope.PARENT && (key.startsWith("span.") || key.startsWith("resource."));
    return !looksLikeNumber
        && !looksLikeScope
        && key.chars().noneMatch(c -> Lexer.endsName((char) c) || c == '"');
  }

  private static String quotedName(String key) {
    return "\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
