package dev.clew.query.traceql;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Tells what stands in parentheses before it is parsed: a parenthesis may hold spansets, a number
/// or a series, and the grammar says so only at its end. Looking ahead once over all tokens keeps
/// the parser from trying, which would take exponential time on nested parentheses.
final class Groups {
  static final Set<String> AGGREGATES = Set.of("count", "min", "max", "sum", "avg");
  static final Set<String> GATHERS =
      Set.of(
          "rate",
          "count_over_time",
          "min_over_time",
          "max_over_time",
          "sum_over_time",
          "avg_over_time",
          "histogram_over_time",
          "quantile_over_time",
          "compare");
  private static final Set<String> STAGES = Set.of("by", "select", "coalesce");
  private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=");
  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "^");
  private static final int NONE = -1;

  private final List<Token> tokens;

  /// By opening parenthesis: the closing one, or -1.
  private final int[] closing;

  /// By opening parenthesis: what is in it, once asked.
  private final Boolean[] isNumber;

  private boolean hasSeries;

  Groups(List<Token> tokens) {
    this.tokens = tokens;
    closing = new int[tokens.size()];
    isNumber = new Boolean[tokens.size()];
    match();
  }

  private void match() {
    Arrays.fill(closing, NONE);
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isSymbol(i, "(")) {
        open.push(i);
      } else if (isSymbol(i, ")") && !open.isEmpty()) {
        closing[open.pop()] = i;
      }
      hasSeries |= isGather(i);
    }
  }

  /// True when the query is about series.
  boolean hasSeries() {
    return hasSeries;
  }

  /// True when a pipeline that ends in a series begins here, not a calculation with such ones.
  boolean holdsMeasure(int from) {
    for (int i = from; i < tokens.size() && !isSymbol(i, ")"); i++) {
      if (isGather(i)) {
        return true;
      }
      if (isSymbol(i, "(")) {
        i = closing[i] == NONE ? tokens.size() : closing[i];
      }
    }
    return false;
  }

  private boolean isGather(int at) {
    return isSymbol(at, "|") && isWord(at + 1, GATHERS);
  }

  /// True when what opens here is a number for a spanset, not a spanset.
  boolean holdsNumber(int open) {
    // From the innermost out, so that no depth of parentheses needs a depth of calls.
    int innermost = open;
    while (isSymbol(innermost + 1, "(") && isNumber[innermost] == null) {
      innermost++;
    }
    for (int at = innermost; at > open; at--) {
      isNumber(at);
    }
    return isNumber(open);
  }

  private boolean isNumber(int open) {
    Boolean known = isNumber[open];
    if (known == null) {
      known = closing[open] != NONE && judge(open);
      isNumber[open] = known;
    }
    return known;
  }

  /// True when what opens here is a pipeline of more than one stage.
  boolean holdsPipe(int open) {
    return lastAtTop(open, Set.of("|")) != NONE;
  }

  /// True when an aggregate starts here that is gathered by fields, over all traces.
  boolean holdsTotals(int from) {
    return isWord(from, AGGREGATES)
        && isSymbol(from + 1, "(")
        && closing[from + 1] != NONE
        && isWord(closing[from + 1] + 1, Set.of("by"));
  }

  private boolean judge(int open) {
    int lastPipe = lastAtTop(open, Set.of("|"));
    if (lastPipe != NONE) {
      return isAggregateUpTo(lastPipe + 1, closing[open]);
    }
    if (lastAtTop(open, COMPARISONS) != NONE
        || isSymbol(open + 1, "{")
        || isSymbol(open + 1, ")")
        || isWord(open + 1, STAGES)) {
      return false;
    }
    if (isSymbol(open + 1, "(") && lastAtTop(open, ARITHMETIC) == NONE) {
      return closing[open + 1] == closing[open] - 1 && isNumber(open + 1);
    }
    return true;
  }

  /// The last of these symbols that stands in this parenthesis and in none within.
  private int lastAtTop(int open, Set<String> symbols) {
    int last = NONE;
    int braces = 0;
    for (int i = open + 1; i < closing[open]; i++) {
      if (isSymbol(i, "(") && closing[i] != NONE) {
        i = closing[i];
      } else if (isSymbol(i, "{")) {
        braces++;
      } else if (isSymbol(i, "}")) {
        braces--;
      } else if (braces == 0
          && tokens.get(i) instanceof Token.Symbol(_, var text)
          && symbols.contains(text)) {
        last = i;
      }
    }
    return last;
  }

  /// True when an aggregate starts here and the parenthesis around it ends behind it.
  boolean isAggregateThenEnd(int from) {
    return from + 1 < tokens.size()
        && closing[from + 1] != NONE
        && isSymbol(closing[from + 1] + 1, ")")
        && isAggregateUpTo(from, closing[from + 1] + 1);
  }

  private boolean isAggregateUpTo(int from, int end) {
    return isWord(from, AGGREGATES) && isSymbol(from + 1, "(") && closing[from + 1] == end - 1;
  }

  private boolean isSymbol(int at, String symbol) {
    return at < tokens.size()
        && tokens.get(at) instanceof Token.Symbol(_, var text)
        && text.equals(symbol);
  }

  private boolean isWord(int at, Set<String> words) {
    return at < tokens.size()
        && tokens.get(at) instanceof Token.Word(_, var text)
        && words.contains(text);
  }
}
