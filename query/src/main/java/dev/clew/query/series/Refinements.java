package dev.clew.query.series;

import dev.clew.query.Literal;
import dev.clew.query.Series;
import dev.clew.query.traceql.Operator;
import dev.clew.query.traceql.SeriesExpr.Refine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Keeps some points of series, and the series that have any left.
final class Refinements {
  private static final double NANOS_A_SECOND = 1e9;

  private Refinements() {}

  /// @param series in the order of their labels
  static List<Series> apply(List<Refine> refinements, List<Series> series) {
    List<Series> left = series;
    for (Refine each : refinements) {
      left =
          switch (each) {
            case Refine.Best(var isTop, var count, _) -> best(isTop, count, left);
            case Refine.Threshold(var operator, var value, _) -> passing(operator, value, left);
          };
    }
    return left;
  }

  private static List<Series> passing(Operator operator, Literal literal, List<Series> series) {
    double bound = number(literal);
    double[][] points = points(series);
    for (double[] each : points) {
      for (int step = 0; step < each.length; step++) {
        if (!holds(operator, each[step], bound)) {
          each[step] = Double.NaN;
        }
      }
    }
    return filled(series, points);
  }

  private static boolean holds(Operator operator, double point, double bound) {
    return switch (operator) {
      case EQUAL -> point == bound;
      case NOT_EQUAL -> point != bound && !Double.isNaN(point);
      case LESS -> point < bound;
      case LESS_OR_EQUAL -> point <= bound;
      case GREATER -> point > bound;
      case GREATER_OR_EQUAL -> point >= bound;
      case AND, OR, MATCHES, NOT_MATCHES, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
          throw new IllegalArgumentException("points can not be compared by " + operator.symbol());
    };
  }

  /// Durations in seconds, as points are.
  static double number(Literal literal) {
    return switch (literal) {
      case Literal.Int(var value) -> value;
      case Literal.Real(var value) -> value;
      case Literal.Span(var value) -> value.getSeconds() + value.getNano() / NANOS_A_SECOND;
      case Literal.Text _, Literal.Bool _, Literal.Status _, Literal.Kind _ ->
          throw new IllegalArgumentException("needs a number or a duration, got " + literal);
    };
  }

  private static List<Series> best(boolean isTop, int count, List<Series> series) {
    int steps = series.isEmpty() ? 0 : series.getFirst().size();
    double[][] points = new double[series.size()][steps];
    for (double[] each : points) {
      Arrays.fill(each, Double.NaN);
    }
    for (int step = 0; step < steps; step++) {
      for (int place : best(isTop, count, series, step)) {
        points[place][step] = series.get(place).point(step);
      }
    }
    return filled(series, points);
  }

  private static Iterable<Integer> best(boolean isTop, int count, List<Series> series, int step) {
    Comparator<Integer> byPoint =
        // Of the two zeroes none is the greater.
        Comparator.comparingDouble(place -> series.get(place).point(step) + 0.0);
    Comparator<Integer> worstLast = isTop ? byPoint.reversed() : byPoint;
    Comparator<Integer> order = worstLast.thenComparing(Comparator.naturalOrder());
    var kept = new PriorityQueue<Integer>(order.reversed());
    for (int place = 0; place < series.size(); place++) {
      if (!Double.isNaN(series.get(place).point(step))) {
        kept.add(place);
        if (kept.size() > count) {
          kept.poll();
        }
      }
    }
    return kept;
  }

  private static double[][] points(List<Series> series) {
    double[][] points = new double[series.size()][];
    for (int place = 0; place < points.length; place++) {
      points[place] = new double[series.get(place).size()];
      for (int step = 0; step < points[place].length; step++) {
        points[place][step] = series.get(place).point(step);
      }
    }
    return points;
  }

  /// The series with these points instead, as far as they have any.
  private static List<Series> filled(List<Series> series, double[][] points) {
    var left = new ArrayList<Series>();
    for (int place = 0; place < points.length; place++) {
      var each =
          new Series(series.get(place).labels(), points[place], series.get(place).exemplars());
      if (!each.isEmpty()) {
        left.add(each);
      }
    }
    return left;
  }
}
