package dev.clew.query;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Numbers over time that belong together: a point a step, NaN where there is none.
public final class Series {
  private final Labels labels;
  private final double[] points;
  private final List<Exemplar> exemplars;

  public Series(Labels labels, double[] points, List<Exemplar> exemplars) {
    this.labels = labels;
    this.points = points;
    this.exemplars = List.copyOf(exemplars);
  }

  public Labels labels() {
    return labels;
  }

  public int size() {
    return points.length;
  }

  /// The point of a step, or NaN.
  public double point(int step) {
    return points[step];
  }

  public boolean isEmpty() {
    for (double point : points) {
      if (!Double.isNaN(point)) {
        return false;
      }
    }
    return true;
  }

  public List<Exemplar> exemplars() {
    return exemplars;
  }

  public Series mapped(DoubleUnaryOperator each) {
    double[] mapped = new double[points.length];
    for (int step = 0; step < points.length; step++) {
      mapped[step] = each.applyAsDouble(points[step]);
    }
    return new Series(labels, mapped, exemplars);
  }

  public Series labelled(Labels others) {
    return new Series(others, points, exemplars);
  }

  public Series with(List<Exemplar> others) {
    return new Series(labels, points, others);
  }
}
