package dev.clew.query.series;

import dev.clew.query.traceql.SeriesExpr.Window;
import java.util.List;
import java.util.Optional;

/// Tells on which side of a comparison spans are: among those selected, or among all others.
///
/// @param window in which alone spans can be selected
record Sides(Optional<Window> window) {
  static final int BASELINE = 0;
  static final int SELECTION = 1;
  static final List<String> NAMES = List.of("baseline", "selection");

  /// The side of a span of a batch.
  int of(SpanColumns batch, int at) {
    return isInWindow(batch.startNanos()[at]) && batch.isSelected(at) ? SELECTION : BASELINE;
  }

  private boolean isInWindow(long nanos) {
    return window.isEmpty()
        || (window.get().startNanos() <= nanos && nanos < window.get().endNanos());
  }
}
