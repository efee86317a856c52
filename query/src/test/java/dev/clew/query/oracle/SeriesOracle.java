package dev.clew.query.oracle;

import dev.clew.model.TimeRange;
import dev.clew.query.Literal;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.SeriesExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SeriesExpr.Refine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/// Answers metrics queries: a number, or NaN for none, for each step of each series.
///
/// - A step stands for the spans that start after the step before it, up to itself.
/// - `topk` and `bottomk` choose anew for each step; of equal numbers those of the series that come
///   first.
/// - What does not pass a threshold is no number; a series without numbers is none. Durations are
///   thresholds in seconds.
/// - In a calculation two series meet where their labels are equal, but for the function's name;
///   one that has no other labels meets all. By 0 nothing is divided.
final class SeriesOracle {
  /// The moments, in order, at which steps of equal length end.
  record Steps(long firstNanos, long stepNanos, int count) {
    int of(long startNanos) {
      return IntStream.range(0, count)
          .filter(step -> end(step) - stepNanos < startNanos && startNanos <= end(step))
          .findFirst()
          .orElse(-1);
    }

    long end(int step) {
      return firstNanos + step * stepNanos;
    }

    double seconds() {
      return stepNanos / 1e9;
    }
  }

  private final SearchOracle oracle;
  private final Steps steps;
  private final List<String> failing = new ArrayList<>();

  SeriesOracle(SearchOracle oracle, Steps steps) {
    this.oracle = oracle;
    this.steps = steps;
  }

  /// Why some traces failed that were asked about.
  List<String> failing() {
    return failing;
  }

  /// @throws Failure when a span that is compared fails
  Map<SeriesLabels, double[]> series(SeriesExpr expr) throws Failure {
    return switch (expr) {
      case SeriesExpr.Measure(var source, var gather, var refinements) -> {
        SearchOracle.Answer left = oracle.left(source, TimeRange.ALL);
        failing.addAll(left.failing());
        List<Node> spans =
            left.found().stream()
                .flatMap(found -> found.sets().stream())
                .flatMap(set -> set.spans().stream())
                .filter(node -> steps.of(node.start()) >= 0)
                .toList();
        yield refined(refinements, gathered(gather, spans));
      }
      case SeriesExpr.Refined(var inner, var refinements) -> refined(refinements, series(inner));
      case SeriesExpr.Arithmetic arithmetic -> {
        Map<SeriesLabels, double[]> named = new TreeMap<>();
        String name = name(arithmetic);
        ((Side.Many) side(arithmetic))
            .series.forEach((labels, points) -> named.put(labels.named(name), points));
        yield withNumbers(named);
      }
      case SeriesExpr.Constant _ -> throw new IllegalArgumentException("a constant is no series");
    };
  }

  private Map<SeriesLabels, double[]> gathered(Gather gather, List<Node> spans) throws Failure {
    return switch (gather) {
      case Gather.OverTime overTime -> withNumbers(new Gathering(overTime, steps).series(spans));
      case Gather.Compare compare -> new Contrasting(compare, steps).series(spans);
    };
  }

  private static Map<SeriesLabels, double[]> withNumbers(Map<SeriesLabels, double[]> series) {
    var left = new TreeMap<>(series);
    left.values().removeIf(points -> Arrays.stream(points).allMatch(Double::isNaN));
    return left;
  }

  private Map<SeriesLabels, double[]> refined(
      List<Refine> refinements, Map<SeriesLabels, double[]> series) {
    Map<SeriesLabels, double[]> left = series;
    for (Refine each : refinements) {
      left =
          switch (each) {
            case Refine.Best(var isTop, var count, _) -> best(isTop, count, left);
            case Refine.Threshold(var operator, var value, _) -> passing(operator, value, left);
          };
    }
    return left;
  }

  private Map<SeriesLabels, double[]> best(
      boolean isTop, int count, Map<SeriesLabels, double[]> series) {
    Map<SeriesLabels, double[]> left = new TreeMap<>();
    series.forEach((labels, points) -> left.put(labels, nothing()));
    for (int step = 0; step < steps.count(); step++) {
      int now = step;
      Comparator<SeriesLabels> byPoint =
          Comparator.comparingDouble(labels -> numbers(series, labels)[now]);
      series.keySet().stream()
          .filter(labels -> !Double.isNaN(numbers(series, labels)[now]))
          .sorted((isTop ? byPoint.reversed() : byPoint).thenComparing(Comparator.naturalOrder()))
          .limit(count)
          .forEach(labels -> numbers(left, labels)[now] = numbers(series, labels)[now]);
    }
    return withNumbers(left);
  }

  private static double[] numbers(Map<SeriesLabels, double[]> series, SeriesLabels labels) {
    return Objects.requireNonNull(series.get(labels));
  }

  private double[] nothing() {
    double[] points = new double[steps.count()];
    Arrays.fill(points, Double.NaN);
    return points;
  }

  private Map<SeriesLabels, double[]> passing(
      Operator operator, Literal value, Map<SeriesLabels, double[]> series) {
    double bound = number(value);
    Map<SeriesLabels, double[]> left = new TreeMap<>();
    series.forEach((labels, points) ->
        left.put(
            labels,
            IntStream.range(0, points.length)
                .mapToDouble(step ->
                    Comparisons.holds(points[step], operator, bound) ? points[step] : Double.NaN)
                .toArray()));
    return withNumbers(left);
  }

  private static double number(Literal literal) {
    return Plain.of(literal) instanceof Plain.Nanos(var nanos)
        ? nanos / 1e9
        : Plain.real(Plain.of(literal));
  }

  /// One side of an operator.
  private sealed interface Side {
    record Scalar(Object value) implements Side {}

    record Many(Map<SeriesLabels, double[]> series) implements Side {}
  }

  private Side side(SeriesExpr expr) throws Failure {
    return switch (expr) {
      case SeriesExpr.Constant(var value, _) -> new Side.Scalar(Plain.of(value));
      case SeriesExpr.Arithmetic(var left, var operator, var right, _) ->
          calculated(side(left), operator, side(right));
      case SeriesExpr.Measure _, SeriesExpr.Refined _ -> {
        Map<SeriesLabels, double[]> unnamed = new TreeMap<>();
        series(expr).forEach((labels, points) -> unnamed.put(labels.unnamed(), points));
        yield new Side.Many(unnamed);
      }
    };
  }

  private Side calculated(Side left, Operator operator, Side right) {
    if (left instanceof Side.Scalar && right instanceof Side.Scalar) {
      throw new IllegalArgumentException("the parser calculates with constants");
    }
    var both = new TreeMap<SeriesLabels, double[]>();
    Map<SeriesLabels, double[]> ones = many(left, right);
    Map<SeriesLabels, double[]> others = many(right, left);
    ones.forEach((labels, one) -> {
      double[] other = others.get(labels);
      if (other != null) {
        both.put(labels, calculated(one, calculation(operator), other));
      }
    });
    return new Side.Many(both);
  }

  /// The side's series; a number or a series without labels once for all labels of the other side.
  private Map<SeriesLabels, double[]> many(Side side, Side other) {
    return switch (side) {
      case Side.Scalar(var value) -> forEach(other, points(Plain.real(value)));
      case Side.Many(var series) when series.size() == 1 && series.containsKey(SeriesLabels.NONE) ->
          other instanceof Side.Many ? forEach(other, numbers(series, SeriesLabels.NONE)) : series;
      case Side.Many(var series) -> series;
    };
  }

  private static Map<SeriesLabels, double[]> forEach(Side other, double[] points) {
    var all = new TreeMap<SeriesLabels, double[]>();
    if (other instanceof Side.Many(var series)) {
      series.keySet().forEach(labels -> all.put(labels, points));
    }
    return all;
  }

  private double[] points(double value) {
    double[] points = new double[steps.count()];
    Arrays.fill(points, value);
    return points;
  }

  private static double[] calculated(
      double[] one, DoubleBinaryOperator calculation, double[] other) {
    return IntStream.range(0, one.length)
        .mapToDouble(step -> calculation.applyAsDouble(one[step], other[step]))
        .toArray();
  }

  private static DoubleBinaryOperator calculation(Operator operator) {
    return switch (operator) {
      case ADD -> (one, other) -> one + other;
      case SUBTRACT -> (one, other) -> one - other;
      case MULTIPLY -> (one, other) -> one * other;
      case DIVIDE -> (one, other) -> other == 0 ? Double.NaN : one / other;
      default -> throw new IllegalArgumentException("series have no " + operator);
    };
  }

  private static String name(SeriesExpr expr) {
    return switch (expr) {
      case SeriesExpr.Measure(_, Gather.OverTime gather, _) -> gather.function().text();
      case SeriesExpr.Measure(_, Gather.Compare _, _) -> "compare";
      case SeriesExpr.Constant(var value, _) -> String.valueOf(Plain.of(value));
      case SeriesExpr.Refined(var inner, _) -> name(inner);
      case SeriesExpr.Arithmetic(var left, var operator, var right, _) ->
          "(" + name(left) + " " + operator.symbol() + " " + name(right) + ")";
    };
  }
}
