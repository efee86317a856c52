package dev.clew.query.traceql;

import java.util.List;
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
        peek().offset(), "unexpected " + peek().text() + ", needs " + expected);
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
