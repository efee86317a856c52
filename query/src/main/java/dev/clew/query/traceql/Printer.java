package dev.clew.query.traceql;

import dev.clew.query.Literal;
import dev.clew.query.traceql.Pipeline.Stage;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SeriesExpr.Refine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes queries; parentheses stand only where the tree needs them.
final class Printer {
  /// Tighter than any operator.
  private static final int ATOM = Operator.POWER_OF + 1;

  private final StringBuilder out = new StringBuilder();

  String print(Query query) {
    switch (query.root()) {
      case Query.Root.Search(var pipeline) -> write(pipeline);
      case Query.Root.Metrics(var series) -> write(series, 0);
      case Query.Root.Totals(var source, var aggregate, var by) -> {
        write(source);
        out.append(" | ");
        write(aggregate, 0);
        out.append(" by");
        writeAll(by);
      }
    }
    query.order().ifPresent(this::write);
    query.limit().ifPresent(limit -> out.append(" limit ").append(limit));
    if (!query.hints().isEmpty()) {
      out.append(
          query.hints().stream()
              .map(hint -> hint.name() + "=" + Constants.text(hint.value()))
              .collect(Collectors.joining(", ", " with(", ")")));
    }
    return out.toString();
  }

  String print(FieldExpr expr) {
    write(expr, 0);
    return out.toString();
  }

  String print(ScalarExpr expr) {
    write(expr, 0);
    return out.toString();
  }

  private void write(Query.Order order) {
    out.append(" order by ").append(order.key().name().toLowerCase(Locale.ROOT));
    out.append(order.isDescending() ? " desc" : " asc");
  }

  private void write(Pipeline pipeline) {
    String separator = "";
    for (Stage stage : pipeline.stages()) {
      out.append(separator);
      write(stage);
      separator = " | ";
    }
  }

  private void write(Stage stage) {
    switch (stage) {
      case Stage.Spansets(var expr) -> write(expr, 0);
      case Stage.ScalarFilter(var left, var operator, var right, _) -> {
        write(left, Operator.SUM);
        out.append(' ').append(operator.symbol()).append(' ');
        write(right, Operator.SUM);
      }
      case Stage.GroupBy(var by, _) -> {
        out.append("by(");
        write(by, 0);
        out.append(')');
      }
      case Stage.Select(var fields) -> {
        out.append("select");
        writeAll(fields);
      }
      case Stage.Coalesce() -> out.append("coalesce()");
    }
  }

  private void writeAll(List<FieldExpr.Reference> fields) {
    String separator = "(";
    for (FieldExpr.Reference field : fields) {
      out.append(separator);
      write(field, 0);
      separator = ", ";
    }
    out.append(')');
  }

  private void write(SpansetExpr expr, int precedence) {
    switch (expr) {
      case SpansetExpr.Filter(var condition) -> {
        out.append("{ ");
        condition.ifPresent(each -> write(each, 0));
        out.append(condition.isPresent() ? " }" : "}");
      }
      case SpansetExpr.Nested(var pipeline) -> {
        out.append('(');
        write(pipeline);
        out.append(')');
      }
      case SpansetExpr.Combined(var left, var operator, var right, _) -> {
        boolean isLooser = open(operator.precedence(), precedence);
        write(left, operator.precedence());
        out.append(' ').append(operator.symbol()).append(' ');
        write(right, operator.precedence() + 1);
        close(isLooser);
      }
    }
  }

  private void write(FieldExpr expr, int precedence) {
    switch (expr) {
      // A sign reaches over products, so that within one it stands apart.
      case FieldExpr.Constant(var value, _) -> {
        String text = Constants.text(value);
        boolean isLooser = open(text.startsWith("-") ? Operator.SUM : ATOM, precedence);
        out.append(text);
        close(isLooser);
      }
      case FieldExpr.Nil _ -> out.append("nil");
      case FieldExpr.Attribute(var scope, var key, _) ->
          out.append(Constants.attribute(scope, key));
      case FieldExpr.Of(var intrinsic, _) -> out.append(intrinsic.text());
      case FieldExpr.Unary(var sign, var operand, _) -> {
        boolean isLooser = open(Operator.SUM, precedence);
        out.append(sign.symbol());
        write(operand, Operator.PRODUCT);
        close(isLooser);
      }
      case FieldExpr.Binary(var left, var operator, var right, _) -> {
        boolean isLooser = open(operator.precedence(), precedence);
        boolean isPower = operator == Operator.POWER;
        write(left, operator.precedence() + (isPower ? 1 : 0));
        out.append(' ').append(operator.symbol()).append(' ');
        write(right, operator.precedence() + (isPower ? 0 : 1));
        close(isLooser);
      }
    }
  }

  private void write(ScalarExpr expr, int precedence) {
    switch (expr) {
      case ScalarExpr.Constant(var value, _) -> out.append(Constants.text(value));
      case ScalarExpr.Aggregate(var function, var argument, _) -> {
        out.append(function.name().toLowerCase(Locale.ROOT)).append('(');
        argument.ifPresent(each -> write(each, 0));
        out.append(')');
      }
      case ScalarExpr.Negative(var operand, _) -> {
        out.append('-');
        write(operand, ATOM);
      }
      case ScalarExpr.Piped(var pipeline, var aggregate, _) -> {
        out.append('(');
        write(pipeline);
        out.append(" | ");
        write(aggregate, 0);
        out.append(')');
      }
      case ScalarExpr.Arithmetic(var left, var operator, var right, _) -> {
        boolean isLooser = open(operator.precedence(), precedence);
        boolean isPower = operator == Operator.POWER;
        write(left, operator.precedence() + (isPower ? 1 : 0));
        out.append(' ').append(operator.symbol()).append(' ');
        write(right, operator.precedence() + (isPower ? 0 : 1));
        close(isLooser);
      }
    }
  }

  private void write(SeriesExpr series, int precedence) {
    switch (series) {
      case SeriesExpr.Measure(var source, var gather, var refinements) -> {
        boolean isOperand = open(0, precedence);
        write(source);
        out.append(" | ");
        write(gather);
        refinements.forEach(this::write);
        close(isOperand);
      }
      case SeriesExpr.Constant(var value, _) -> out.append(Constants.text(value));
      case SeriesExpr.Arithmetic(var left, var operator, var right, _) -> {
        boolean isLooser = open(operator.precedence(), precedence);
        write(left, operator.precedence());
        out.append(' ').append(operator.symbol()).append(' ');
        write(right, operator.precedence() + 1);
        close(isLooser);
      }
      case SeriesExpr.Refined(var inner, var refinements) -> {
        write(inner, 0);
        refinements.forEach(this::write);
      }
    }
  }

  private void write(Gather gather) {
    switch (gather) {
      case Gather.OverTime(var function, var field, var quantiles, var by, _) -> {
        out.append(function.text()).append('(');
        field.ifPresent(each -> write(each, 0));
        quantiles.forEach(each -> out.append(", ").append(Constants.text(new Literal.Real(each))));
        out.append(')');
        if (!by.isEmpty()) {
          out.append(" by");
          writeAll(by);
        }
      }
      case Gather.Compare(var selection, var topN, var window, _) -> {
        out.append("compare(");
        write(selection, 0);
        topN.ifPresent(count -> out.append(", ").append(count));
        window.ifPresent(each ->
            out.append(", ").append(each.startNanos()).append(", ").append(each.endNanos()));
        out.append(')');
      }
    }
  }

  private void write(Refine refine) {
    switch (refine) {
      case Refine.Best(var isTop, var count, _) ->
          out.append(isTop ? " | topk(" : " | bottomk(").append(count).append(')');
      case Refine.Threshold(var operator, var value, _) ->
          out.append(' ').append(operator.symbol()).append(' ').append(Constants.text(value));
    }
  }

  private boolean open(int own, int around) {
    boolean isNeeded = own < around;
    out.append(isNeeded ? "(" : "");
    return isNeeded;
  }

  private void close(boolean isOpen) {
    out.append(isOpen ? ")" : "");
  }
}
