package dev.clew.query.traceql;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How two sets of spans of one trace are put together.
///
/// @param relation how a span of the right side stands to one of the left
public record SpansetOperator(Relation relation, Form form) {
  private static final Map<String, SpansetOperator> BY_SYMBOL =
      Stream.of(Relation.values())
          .flatMap(relation -> Stream.of(Form.values()).map(form -> of(relation, form)))
          .filter(each -> each.relation.isStructural || each.form == Form.PLAIN)
          .collect(Collectors.toUnmodifiableMap(SpansetOperator::symbol, Function.identity()));

  public enum Relation {
    AND("&&", false),
    OR("||", false),
    CHILD(">", true),
    DESCENDANT(">>", true),
    PARENT("<", true),
    ANCESTOR("<<", true),
    SIBLING("~", true);

    private final String symbol;
    private final boolean isStructural;

    Relation(String symbol, boolean isStructural) {
      this.symbol = symbol;
      this.isStructural = isStructural;
    }

    public boolean isStructural() {
      return isStructural;
    }
  }

  public enum Form {
    /// The spans of the right side that stand so to a span of the left.
    PLAIN(""),
    /// The spans of the right side that stand so to none.
    NEGATED("!"),
    /// Both spans of every pair that stands so.
    UNION("&");

    private final String prefix;

    Form(String prefix) {
      this.prefix = prefix;
    }
  }

  private static SpansetOperator of(Relation relation, Form form) {
    return new SpansetOperator(relation, form);
  }

  static Optional<SpansetOperator> of(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  public String symbol() {
    return form.prefix + relation.symbol;
  }

  /// `&&` and `||` are the loosest and stand on one level.
  int precedence() {
    return relation.isStructural ? Operator.COMPARISON : Operator.LOGIC;
  }
}
