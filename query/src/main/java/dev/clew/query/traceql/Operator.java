package dev.clew.query.traceql;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An operator between two values.
public enum Operator {
  AND("&&", Operator.LOGIC),
  OR("||", Operator.LOGIC),
  EQUAL("=", Operator.COMPARISON),
  NOT_EQUAL("!=", Operator.COMPARISON),
  LESS("<", Operator.COMPARISON),
  LESS_OR_EQUAL("<=", Operator.COMPARISON),
  GREATER(">", Operator.COMPARISON),
  GREATER_OR_EQUAL(">=", Operator.COMPARISON),
  MATCHES("=~", Operator.COMPARISON),
  NOT_MATCHES("!~", Operator.COMPARISON),
  ADD("+", Operator.SUM),
  SUBTRACT("-", Operator.SUM),
  MULTIPLY("*", Operator.PRODUCT),
  DIVIDE("/", Operator.PRODUCT),
  MODULO("%", Operator.PRODUCT),
  POWER("^", Operator.POWER_OF);

  static final int LOGIC = 1;
  static final int COMPARISON = 2;
  static final int SUM = 3;
  static final int PRODUCT = 4;
  static final int POWER_OF = 5;

  private static final Map<String, Operator> BY_SYMBOL =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(Operator::symbol, Function.identity()));

  private final String symbol;
  private final int precedence;

  Operator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  static Optional<Operator> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  public String symbol() {
    return symbol;
  }

  /// The higher, the tighter.
  int precedence() {
    return precedence;
  }

  public boolean isLogic() {
    return precedence == LOGIC;
  }

  public boolean isArithmetic() {
    return precedence >= SUM;
  }

  public boolean isRegex() {
    return this == MATCHES || this == NOT_MATCHES;
  }

  /// True for `=` and the like, which compare numbers with numbers.
  boolean comparesNumbers() {
    return precedence == COMPARISON && !isRegex();
  }
}
