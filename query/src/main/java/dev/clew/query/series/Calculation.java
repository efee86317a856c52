package dev.clew.query.series;

import dev.clew.query.Labels;
import dev.clew.query.Series;
import dev.clew.query.traceql.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What stands on one side of an operator between series.
sealed interface Calculation {
  record Constant(double number) implements Calculation {}

  /// Series without names, in the order of their labels.
  record Many(List<Series> series) implements Calculation {
    /// The series of the side, should it have no labels to be told by.
    private @Nullable Series only() {
      return series.size() == 1 && series.getFirst().labels().all().isEmpty()
          ? series.getFirst()
          : null;
    }

    private Many mapped(DoubleUnaryOperator each) {
      return new Many(series.stream().map(one -> one.mapped(each)).toList());
    }
  }

  static Calculation of(Calculation left, Operator operator, Calculation right) {
    return switch (left) {
      case Constant(var a) ->
          switch (right) {
            case Constant(var b) -> new Constant(apply(operator, a, b));
            case Many b -> b.mapped(point -> apply(operator, a, point));
          };
      case Many a ->
          switch (right) {
            case Constant(var b) -> a.mapped(point -> apply(operator, point, b));
            case Many b -> new Many(joined(a, operator, b));
          };
    };
  }

  private static double apply(Operator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> right == 0 ? Double.NaN : left / right;
      default -> throw new IllegalArgumentException("series know no operator " + operator.symbol());
    };
  }

  /// Those with equal labels; one without labels goes with all.
  private static List<Series> joined(Many left, Operator operator, Many right) {
    Series onlyLeft = left.only();
    Series onlyRight = right.only();
    Map<Labels, Series> byLabels = new HashMap<>();
    right.series.forEach(each -> byLabels.put(each.labels(), each));
    var all = new ArrayList<Series>();
    if (onlyLeft != null && onlyRight == null) {
      right.series.forEach(each -> all.add(joined(each.labels(), onlyLeft, operator, each)));
    } else {
      for (Series each : left.series) {
        Series other = onlyRight == null ? byLabels.get(each.labels()) : onlyRight;
        if (other != null) {
          all.add(joined(each.labels(), each, operator, other));
        }
      }
    }
    return all;
  }

  private static Series joined(Labels labels, Series left, Operator operator, Series right) {
    double[] points = new double[left.size()];
    for (int step = 0; step < points.length; step++) {
      points[step] = apply(operator, left.point(step), right.point(step));
    }
    var exemplars = new ArrayList<>(left.exemplars());
    exemplars.addAll(right.exemplars());
    return new Series(labels, points, exemplars);
  }
}
