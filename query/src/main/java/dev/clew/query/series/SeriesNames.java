package dev.clew.query.series;

import dev.clew.query.Literal;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import java.util.ArrayDeque;
import java.util.Deque;

/// Names what a calculation with series comes to, by what it calculates.
final class SeriesNames {
  private final StringBuilder name = new StringBuilder();

  private SeriesNames() {}

  static String of(SeriesExpr expr) {
    var names = new SeriesNames();
    names.add(expr);
    return names.name.toString();
  }

  /// From the left, where a calculation of many parts goes deep.
  private void add(SeriesExpr expr) {
    Deque<SeriesExpr.Arithmetic> above = new ArrayDeque<>();
    SeriesExpr at = expr;
    while (at instanceof SeriesExpr.Arithmetic arithmetic) {
      above.push(arithmetic);
      at = arithmetic.left();
      name.append('(');
    }
    addPart(at);
    for (SeriesExpr.Arithmetic each : above) {
      name.append(' ').append(each.operator().symbol()).append(' ');
      add(each.right());
      name.append(')');
    }
  }

  private void addPart(SeriesExpr part) {
    switch (part) {
      case SeriesExpr.Constant(var value, _) -> name.append(text(value));
      case SeriesExpr.Measure(_, Gather.OverTime gather, _) ->
          name.append(gather.function().text());
      case SeriesExpr.Measure(_, Gather.Compare _, _) -> name.append("compare");
      case SeriesExpr.Refined(var inner, _) -> add(inner);
      case SeriesExpr.Arithmetic arithmetic -> add(arithmetic);
    }
  }

  private static String text(Literal number) {
    return switch (number) {
      case Literal.Int(var value) -> Long.toString(value);
      case Literal.Real(var value) -> Double.toString(value);
      case Literal.Text _, Literal.Bool _, Literal.Span _, Literal.Status _, Literal.Kind _ ->
          throw new IllegalArgumentException("series are calculated with numbers, not " + number);
    };
  }
}
