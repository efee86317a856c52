package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.SeriesExpr.Function;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SeriesExpr.Refine;
import java.util.List;

/// Finds what can not mean anything in what is computed over time.
final class SeriesChecker {
  private static final int MAX_BY = 5;

  // These need a label of their own.
  private static final int MAX_BY_OF_DISTRIBUTIONS = 4;
  private static final int MAX_TOP = 1000;

  private SeriesChecker() {}

  static void check(SeriesExpr series) throws QuerySyntaxException {
    switch (series) {
      case SeriesExpr.Measure measure -> check(measure);
      case SeriesExpr.Constant(var value, var at) -> {
        if (value instanceof Literal.Span) {
          throw new QuerySyntaxException(
              at, "arithmetic on series needs plain numbers, not durations; 2s is written 2");
        }
      }
      case SeriesExpr.Arithmetic(var left, _, var right, var at) -> {
        requireNoComparison(left, at);
        requireNoComparison(right, at);
        check(left);
        check(right);
      }
      case SeriesExpr.Refined(var inner, var refinements) -> {
        // A measure keeps what refines it itself, so that this is a calculation.
        check(inner);
        checkAll(refinements);
      }
    }
  }

  private static void requireNoComparison(SeriesExpr series, Place at) throws QuerySyntaxException {
    if (series instanceof SeriesExpr.Measure(_, Gather.Compare _, _)) {
      throw new QuerySyntaxException(
          at, "unexpected compare() in a calculation, needs a query of its own");
    }
  }

  private static void check(SeriesExpr.Measure measure) throws QuerySyntaxException {
    Checker.check(measure.source());
    switch (measure.gather()) {
      case Gather.OverTime overTime -> check(overTime);
      case Gather.Compare compare -> {
        check(compare);
        if (!measure.refinements().isEmpty()) {
          throw new QuerySyntaxException(
              compare.at(), "compare() needs to come last, nothing may follow it");
        }
      }
    }
    checkAll(measure.refinements());
  }

  private static void check(Gather.OverTime gather) throws QuerySyntaxException {
    if (gather.field().isPresent()) {
      FieldExpr.Reference field = gather.field().get();
      Type type = Checker.typeOf(field);
      if (!type.isNumber() && type != Type.ANY) {
        throw new QuerySyntaxException(
            field.at(),
            gather.function().text() + "() needs a number or a duration, got " + type.text());
      }
    }
    for (double quantile : gather.quantiles()) {
      if (!(quantile >= 0 && quantile <= 1)) {
        throw new QuerySyntaxException(
            gather.at(), "quantile needs a number from 0 to 1, got " + quantile);
      }
    }
    Checker.checkAll(gather.by());
    int most = mostBy(gather.function());
    if (gather.by().size() > most) {
      throw new QuerySyntaxException(
          gather.at(),
          "%s() needs at most %d fields to group by, got %d"
              .formatted(gather.function().text(), most, gather.by().size()));
    }
  }

  private static int mostBy(Function function) {
    return switch (function) {
      case QUANTILE, HISTOGRAM, AVG -> MAX_BY_OF_DISTRIBUTIONS;
      case RATE, COUNT, MIN, MAX, SUM -> MAX_BY;
    };
  }

  private static void check(Gather.Compare compare) throws QuerySyntaxException {
    Checker.check(compare.selection());
    if (compare.topN().isPresent()) {
      int topN = compare.topN().getAsInt();
      if (topN < 1 || topN > MAX_TOP) {
        throw new QuerySyntaxException(
            compare.at(), "compare() needs a number of values from 1 to 1000, got " + topN);
      }
    }
    if (compare.window().isPresent()) {
      SeriesExpr.Window window = compare.window().get();
      if (window.startNanos() <= 0 || window.endNanos() <= window.startNanos()) {
        throw new QuerySyntaxException(
            compare.at(), "compare() needs a start above 0 and an end behind it");
      }
    }
  }

  private static void checkAll(List<Refine> refinements) throws QuerySyntaxException {
    for (Refine each : refinements) {
      if (each instanceof Refine.Best(var isTop, var count, var at) && count < 1) {
        throw new QuerySyntaxException(
            at, (isTop ? "topk()" : "bottomk()") + " needs an integer above 0, got " + count);
      }
    }
  }
}
