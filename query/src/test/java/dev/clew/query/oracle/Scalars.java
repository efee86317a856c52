package dev.clew.query.oracle;

import dev.clew.query.oracle.SpanSet.Label;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.ScalarExpr.Function;
import dev.clew.query.traceql.TraceQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Numbers of spansets. Each aggregate notes what it came to.
final class Scalars {
  private Scalars() {}

  static Object of(ScalarExpr expr, SpanSet set, List<Label> notes) throws Failure {
    return switch (expr) {
      case ScalarExpr.Constant(var literal, _) -> Plain.of(literal);
      case ScalarExpr.Negative(var operand, _) -> Arithmetic.negated(of(operand, set, notes));
      case ScalarExpr.Arithmetic(var left, var operator, var right, _) ->
          Arithmetic.of(of(left, set, notes), operator, of(right, set, notes));
      case ScalarExpr.Aggregate aggregate ->
          noted(aggregate, aggregate(aggregate, set.spans()), notes);
      case ScalarExpr.Piped(var pipeline, var aggregate, _) -> {
        List<Node> left =
            Pipelines.run(pipeline, List.of(set)).stream()
                .flatMap(each -> each.spans().stream())
                .sorted(Node.ORDER)
                .toList();
        yield noted(expr, aggregate(aggregate, left), notes);
      }
    };
  }

  private static Object noted(ScalarExpr expr, Object value, List<Label> notes) {
    notes.add(new Label(TraceQl.print(expr), value));
    return value;
  }

  static Object aggregate(ScalarExpr.Aggregate aggregate, List<Node> spans) throws Failure {
    Optional<FieldExpr> argument = aggregate.argument();
    if (argument.isEmpty()) {
      return (long) spans.size();
    }
    List<Object> numbers = numbers(argument.get(), spans);
    return numbers.isEmpty() ? Plain.NIL : gathered(aggregate.function(), numbers);
  }

  /// What an expression comes to for all these spans, as far as that is a number.
  static List<Object> numbers(FieldExpr argument, List<Node> spans) throws Failure {
    var numbers = new ArrayList<Object>();
    for (Node node : spans) {
      Expressions.values(argument, node).stream()
          .filter(value -> Plain.isNumber(value) && !Plain.isNaN(value))
          .forEach(numbers::add);
    }
    return numbers;
  }

  /// Of equal numbers the first is the least, and the greatest.
  private static Object gathered(Function function, List<Object> numbers) throws Failure {
    Object total = numbers.getFirst();
    for (Object each : numbers.subList(1, numbers.size())) {
      total =
          switch (function) {
            case MIN -> Comparisons.holds(each, Operator.LESS, total) ? each : total;
            case MAX -> Comparisons.holds(each, Operator.GREATER, total) ? each : total;
            case SUM, AVG -> Arithmetic.of(total, Operator.ADD, each);
            case COUNT -> throw new IllegalArgumentException("a count gathers nothing");
          };
    }
    return function == Function.AVG ? divided(total, numbers.size()) : total;
  }

  /// Of durations a duration, of other numbers a real one.
  private static Object divided(Object total, int count) {
    return total instanceof Plain.Nanos(var nanos)
        ? new Plain.Nanos(nanos / count)
        : (Object) (Plain.real(total) / count);
  }
}
