package dev.clew.query.eval;

import dev.clew.query.Literal;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.plan.SpanTests;
import dev.clew.query.traceql.Pipeline;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.ScalarExpr;
import dev.clew.query.traceql.SpansetExpr;
import dev.clew.query.traceql.SpansetOperator.Form;

/// What a span has to pass, whatever else, to be left by a pipeline: so that most traces need not
/// be looked at as a whole.
public final class Cover {
  private Cover() {}

  public static SpanTest of(Pipeline pipeline) {
    SpanTest cover = SpanTest.EVERY;
    for (Stage stage : pipeline.stages()) {
      cover = SpanTest.all(cover, of(stage));
    }
    return cover;
  }

  /// How many spans of a trace have to pass for any of them to be left.
  public static long leastSpans(Pipeline pipeline) {
    long least = 1;
    for (Stage stage : pipeline.stages().subList(1, pipeline.stages().size())) {
      switch (stage) {
        case Stage.ScalarFilter filter -> least = Math.max(least, leastCount(filter));
        case Stage.GroupBy _, Stage.Select _, Stage.Coalesce _ -> {}
        case Stage.Spansets _ -> {
          return 1; // of those that are counted, not all need to pass this
        }
      }
    }
    return least;
  }

  private static long leastCount(Stage.ScalarFilter filter) {
    if (!(filter.left() instanceof ScalarExpr.Aggregate(var function, _, _))
        || function != ScalarExpr.Function.COUNT
        || !(filter.right() instanceof ScalarExpr.Constant(Literal.Int(var number), _))) {
      return 1;
    }
    return switch (filter.operator()) {
      case GREATER -> number == Long.MAX_VALUE ? number : number + 1;
      case GREATER_OR_EQUAL, EQUAL -> number;
      default -> 1;
    };
  }

  /// True when every span that passes is left, and no other.
  public static boolean isExact(Pipeline pipeline) {
    return pipeline.stages().stream().allMatch(Cover::isExact);
  }

  private static boolean isExact(Stage stage) {
    return switch (stage) {
      case Stage.Spansets(var expr) -> isExact(expr);
      case Stage.Select _, Stage.Coalesce _ -> true;
      case Stage.ScalarFilter _, Stage.GroupBy _ -> false;
    };
  }

  /// True when what a span has itself decides whether it is left.
  public static boolean isExact(SpansetExpr expr) {
    return expr instanceof SpansetExpr.Filter(var condition)
        && (condition.isEmpty()
            || SpanTests.exactly(SpanTests.folded(condition.get())).isPresent());
  }

  private static SpanTest of(Stage stage) {
    return switch (stage) {
      case Stage.Spansets(var expr) -> of(expr);
      case Stage.ScalarFilter _, Stage.GroupBy _, Stage.Select _, Stage.Coalesce _ ->
          SpanTest.EVERY;
    };
  }

  /// The same of one expression.
  public static SpanTest of(SpansetExpr expr) {
    return switch (expr) {
      case SpansetExpr.Filter(var condition) ->
          condition.map(each -> SpanTests.atLeast(SpanTests.folded(each))).orElse(SpanTest.EVERY);
      case SpansetExpr.Nested(var pipeline) -> of(pipeline);
      case SpansetExpr.Combined(var left, var operator, var right, _) ->
          !operator.relation().isStructural() || operator.form() == Form.UNION
              ? SpanTest.either(of(left), of(right))
              : of(right);
    };
  }
}
