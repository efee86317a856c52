package dev.clew.analyze;

import dev.clew.model.TimeRange;
import dev.clew.query.traceql.Pipeline;
import java.util.List;

/// Steps that traces are to take, one after the other.
///
/// @param steps what leaves the spans that reach each step
/// @param mostGapNanos how long after a step the next one starts, at most
/// @param range in which a trace enters
/// @param mostTraces how many that pass the first step are looked at, the newest
public record FunnelQuestion(
    List<Pipeline> steps, long mostGapNanos, TimeRange range, int mostTraces) {
  public static final int MOST_STEPS = 8;

  /// Any gap will do.
  public static final long ANY_GAP = Long.MAX_VALUE;

  public FunnelQuestion {
    steps = List.copyOf(steps);
    if (steps.size() < 2 || steps.size() > MOST_STEPS) {
      throw new BadQuestionException(
          "a funnel needs 2 to " + MOST_STEPS + " steps, got " + steps.size());
    }
    if (mostGapNanos < 0 || mostTraces < 1) {
      throw new BadQuestionException(
          "a funnel needs a gap of 0 or more and a trace or more, got %d and %d"
              .formatted(mostGapNanos, mostTraces));
    }
  }
}
