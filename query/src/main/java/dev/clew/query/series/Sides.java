package dev.clew.query.series;

import dev.clew.model.AttributeValue;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.SeriesExpr.Gather;
import dev.clew.query.traceql.SpansetExpr;
import java.util.List;
import java.util.Optional;

/// Tells on which side of a comparison spans are: among those selected, or among all others. Any
/// thread may ask.
final class Sides {
  static final int BASELINE = 0;
  static final int SELECTION = 1;
  static final List<String> NAMES = List.of("baseline", "selection");

  private final Gather.Compare compare;
  private final Optional<FieldExpr> condition;

  Sides(Gather.Compare compare) {
    this.compare = compare;
    condition = condition(compare.selection());
  }

  private static Optional<FieldExpr> condition(SpansetExpr selection) {
    return switch (selection) {
      case SpansetExpr.Filter(var condition) -> condition;
      case SpansetExpr.Nested _, SpansetExpr.Combined _ ->
          throw new IllegalArgumentException("compare() selects by one filter");
    };
  }

  /// What has to be known of spans to compare them.
  Wanted wanted() {
    return new Wanted(condition.stream().toList(), Optional.empty(), true);
  }

  /// The side of a span of a batch.
  int of(MatchedSpans batch, int at) {
    return isInWindow(batch.startNanos()[at]) && (condition.isEmpty() || isTrue(batch.key(0), at))
        ? SELECTION
        : BASELINE;
  }

  private boolean isInWindow(long nanos) {
    return compare
        .window()
        .map(window -> window.startNanos() <= nanos && nanos < window.endNanos())
        .orElse(true);
  }

  private boolean isTrue(CodedColumn column, int at) {
    int code = column.codes()[at];
    return code != CodedColumn.NONE
        && column.values().value(code) instanceof AttributeValue.Bool(var isTrue)
        && isTrue;
  }
}
