package dev.clew.query.traceql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tokens one after the other.
///
/// Owned by one thread.
final class TokenStream {
  /// Far deeper than people write, far shallower than the stack.
  private static final int MAX_DEPTH = 128;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  /// True when the next token is this symbol and the one behind it one of these words.
  boolean isSymbolThenWord(String symbol, Set<String> words) {
    return isSymbol(symbol)
        && tokens.get(at + 1) instanceof Token.Word(_, var text)
        && words.contains(text);
  }

  Token take() {
    Token token = peek();
    if (!(token instanceof Token.End)) {
      at++;
    }
    return token;
  }

  /// How many tokens were taken.
  int position() {
    return at;
  }

  Place place() {
    return new Place(peek().offset());
  }

  boolean isSymbol(String symbol) {
    return peek() instanceof Token.Symbol(_, var text) && text.equals(symbol);
  }

  boolean isWord(String word) {
    return peek() instanceof Token.Word(_, var text) && text.equals(word);
  }

  boolean isWord(Set<String> words) {
    return peek() instanceof Token.Word(_, var text) && words.contains(text);
  }

  boolean takeIfSymbol(String symbol) {
    boolean isThere = isSymbol(symbol);
    at += isThere ? 1 : 0;
    return isThere;
  }

  boolean takeIfWord(String word) {
    boolean isThere = isWord(word);
    at += isThere ? 1 : 0;
    return isThere;
  }

  void expect(String symbol) throws QuerySyntaxException {
    if (!takeIfSymbol(symbol)) {
      throw unexpected(symbol);
    }
  }

  void expectWord(String word) throws QuerySyntaxException {
    if (!takeIfWord(word)) {
      throw unexpected(word);
    }
  }

  QuerySyntaxException unexpected(String expected) {
    return new QuerySyntaxException(
        peek().offset(),
        "unexpected " + Shown.of(peek().text()) + ", needs " + expected + instead());
  }

  /// What may have been meant.
  private String instead() {
    if (peek() instanceof Token.Word(_, var word)) {
      return Suggestion.question(word);
    }
    return at > 0
            && tokens.get(at - 1) instanceof Token.Symbol(_, var before)
            && peek() instanceof Token.Symbol(_, var symbol)
        ? insteadOf(before + symbol)
        : "";
  }

  private static String insteadOf(String symbols) {
    return switch (symbols) {
      case "==" -> "; equal is written =";
      case "!==", "<>" -> "; not equal is written !=";
      case "=>", "=<" -> "; the order is written <= and >=";
      default -> "";
    };
  }

  /// The attribute that is written directly behind the next token, as in `service.name`.
  Optional<String> nameWithTail() {
    return peek() instanceof Token.Word(var from, var word)
            && tokens.get(at + 1) instanceof Token.Attribute(var next, var text, var scope, _)
            && scope == FieldExpr.Scope.ANY
            && next == from + word.length()
        ? Optional.of(word + text)
        : Optional.empty();
  }

  /// Goes one bracket or one sign deeper; answered by [#leave()].
  void enter() throws QuerySyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new QuerySyntaxException(
          peek().offset(), "query must not nest deeper than " + MAX_DEPTH);
    }
  }

  void leave() {
    depth--;
  }
}
