package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.FieldExpr.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a text into tokens. An attribute is one token, with its scope: within its name all
/// characters count up to a space or one of `{ } ( ) = ~ ! < > & | ^ ,`.
///
/// Owned by one thread.
final class Lexer {
  /// A chain of operators is a tree as deep as the chain is long, and whoever walks it calls
  /// itself.
  private static final int MAX_TOKENS = 2500;

  /// Spaces that come with a text from elsewhere and that Java does not count as such.
  private static final String OTHER_SPACES = "\u0085\u00a0\u2007\u202f\ufeff";

  private static final String ENDS_NAME = "{}()=~!<>&|^,";

  private static final List<String> SYMBOLS =
      List.of(
              "{", "}", "(", ")", ",", "|", "&&", "||", "=", "!=", "=~", "!~", "<", "<=", ">", ">=",
              ">>", "<<", "~", "!", "!>", "!>>", "!<", "!<<", "&>", "&>>", "&<", "&<<", "&~", "+",
              "-", "*", "/", "%", "^")
          .stream()
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();

  private static final Map<String, Scope> SCOPES =
      Map.of(
          "span", Scope.SPAN,
          "resource", Scope.RESOURCE,
          "event", Scope.EVENT,
          "link", Scope.LINK,
          "instrumentation", Scope.INSTRUMENTATION,
          "parent", Scope.PARENT);

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws QuerySyntaxException {
    var lexer = new Lexer(text);
    var tokens = new ArrayList<Token>();
    for (Token token = lexer.next(); token != null; token = lexer.next()) {
      if (tokens.size() == MAX_TOKENS) {
        throw new QuerySyntaxException(
            token.offset(), "query needs at most " + MAX_TOKENS + " words and signs, has more");
      }
      tokens.add(token);
    }
    tokens.add(new Token.End(text.length()));
    return tokens;
  }

  private @Nullable Token next() throws QuerySyntaxException {
    skipSpaceAndComments();
    if (at == text.length()) {
      return null;
    }
    char c = text.charAt(at);
    if (c == '"' || c == '`') {
      return string();
    }
    if (c == '.') {
      return isNumberAhead() ? number() : attribute(Scope.ANY, at, at + 1);
    }
    if (isDigit(c)) {
      return number();
    }
    return isLetter(c) ? word() : symbol();
  }

  private void skipSpaceAndComments() throws QuerySyntaxException {
    while (at < text.length()) {
      if (isSpace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw new QuerySyntaxException(at, "comment needs an end: */");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private Token symbol() throws QuerySyntaxException {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new Token.Symbol(at - symbol.length(), symbol);
      }
    }
    String found = text.substring(at, text.offsetByCodePoints(at, 1));
    throw new QuerySyntaxException(
        at,
        switch (found) {
          case "'" -> "unexpected ', a string needs double quotes or backticks";
          case "&" -> "unexpected &, needs && or one of &> &>> &< &<< &~";
          case ";" -> "unexpected ;, a query needs no sign at its end";
          case "[", "]" -> "unexpected " + found + ", parentheses are round";
          default -> "unexpected " + Shown.of(found) + ", which no part of a query begins with";
        });
  }

  private Token word() throws QuerySyntaxException {
    int from = at;
    String word = letters();
    Scope scope = SCOPES.get(word);
    if (scope == null && !word.equals("trace")) {
      return new Token.Word(from, word);
    }
    if (text.startsWith(":", at)) {
      at++;
      return new Token.Word(from, word + ":" + letters());
    }
    if (scope == null || !text.startsWith(".", at)) {
      return new Token.Word(from, word);
    }
    if (scope == Scope.PARENT && text.startsWith(".span.", at)) {
      return attribute(Scope.PARENT_SPAN, from, at + ".span.".length());
    }
    if (scope == Scope.PARENT && text.startsWith(".resource.", at)) {
      return attribute(Scope.PARENT_RESOURCE, from, at + ".resource.".length());
    }
    return attribute(scope, from, at + 1);
  }

  private String letters() {
    int from = at;
    while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
      at++;
    }
    return text.substring(from, at);
  }

  /// Reads a name from `nameFrom` on; parts of it may be quoted.
  private Token attribute(Scope scope, int from, int nameFrom) throws QuerySyntaxException {
    var key = new StringBuilder();
    at = nameFrom;
    while (at < text.length() && !endsName(text.charAt(at))) {
      if (text.charAt(at) == '"' && (at == nameFrom || text.charAt(at - 1) == '.')) {
        appendQuotedPart(key);
        if (at < text.length() && text.charAt(at) == '"') {
          throw new QuerySyntaxException(at, "unexpected \", within a name it is written \\\"");
        }
      } else {
        key.append(text.charAt(at++));
      }
    }
    if (key.isEmpty()) {
      throw new QuerySyntaxException(
          from,
          "attribute needs a name directly behind %s, such as %sx"
              .formatted(text.substring(from, nameFrom), text.substring(from, nameFrom)));
    }
    return new Token.Attribute(from, text.substring(from, at), scope, key.toString());
  }

  private void appendQuotedPart(StringBuilder key) throws QuerySyntaxException {
    int from = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
        if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\\')) {
          throw new QuerySyntaxException(
              at - 1, "invalid escape sequence: a quoted name has only \\\" and \\\\");
        }
      }
      key.append(text.charAt(at++));
    }
    if (at == text.length()) {
      throw new QuerySyntaxException(
          from, "unexpected end of the query: the name needs its closing \"");
    }
    at++;
  }

  static boolean endsName(char c) {
    return isSpace(c) || ENDS_NAME.indexOf(c) >= 0;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || OTHER_SPACES.indexOf(c) >= 0;
  }

  /// A point and digits are a number or a duration unless a name goes on behind them.
  private boolean isNumberAhead() {
    int end = at + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    if (end == at + 1) {
      return false;
    }
    int nameEnd = endOfUnits(end);
    return nameEnd == end || DurationText.parse(text.substring(at, nameEnd)).isPresent();
  }

  private int endOfUnits(int from) {
    int end = from;
    while (end < text.length()
        && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  private Token number() throws QuerySyntaxException {
    int from = at;
    skipDigits();
    boolean isReal = false;
    if (at < text.length() && text.charAt(at) == '.') {
      isReal = true;
      at++;
      skipDigits();
    }
    if (isExponentAhead()) {
      isReal = true;
      at += 2;
      skipDigits();
    } else if (at < text.length() && isLetter(text.charAt(at))) {
      return duration(from);
    }
    return isReal ? real(from) : integer(from);
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private boolean isExponentAhead() {
    if (at + 1 >= text.length() || (text.charAt(at) | 0x20) != 'e') {
      return false;
    }
    char next = text.charAt(at + 1);
    boolean isSigned = next == '-' || next == '+';
    return isDigit(next) || (isSigned && at + 2 < text.length() && isDigit(text.charAt(at + 2)));
  }

  private Token duration(int from) throws QuerySyntaxException {
    at = endOfUnits(at);
    String written = text.substring(from, at);
    long nanos =
        DurationText.parse(written)
            .orElseThrow(() ->
                new QuerySyntaxException(
                    from,
                    "number needs a form such as 1000 or 1.5, and a duration one such as 1h30m,"
                        + " 1.5s or 10us, of at most 292 years; got "
                        + Shown.of(written)));
    return new Token.Constant(from, written, new Literal.Span(Duration.ofNanos(nanos)));
  }

  private Token real(int from) throws QuerySyntaxException {
    String written = text.substring(from, at);
    double value = Double.parseDouble(written);
    if (Double.isInfinite(value)) {
      throw new QuerySyntaxException(
          from, "number needs to fit in 64 bits, got " + Shown.of(written));
    }
    return new Token.Constant(from, written, new Literal.Real(value));
  }

  private Token integer(int from) throws QuerySyntaxException {
    String written = text.substring(from, at);
    try {
      return new Token.Constant(from, written, new Literal.Int(Long.parseLong(written)));
    } catch (NumberFormatException _) {
      throw new QuerySyntaxException(
          from, "integer needs to fit in 64 bits, got " + Shown.of(written));
    }
  }

  private Token string() throws QuerySyntaxException {
    int from = at;
    var reader = new StringReader(text, from);
    String value = reader.read();
    at = reader.end();
    return new Token.Constant(from, text.substring(from, at), new Literal.Text(value));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c == '_' || Character.isLetter(c);
  }
}
