package dev.clew.analyze;

import dev.clew.model.SpanId;
import dev.clew.query.Coverage;
import dev.clew.query.TraceSummary;
import java.util.List;
import java.util.Optional;

/// How many traces got how far, how long they took, and which were lost where.
///
/// @param steps in the order of the question; those before have as many traces or more
/// @param whole between the first step and the last, of the traces that took all
public record Funnel(List<Step> steps, Optional<Times> whole, Coverage coverage) {
  public Funnel {
    steps = List.copyOf(steps);
  }

  /// What became of a step.
  ///
  /// @param traces how many reached it
  /// @param since from the start of the step before to that of this one; empty for the first step,
  ///   and where no trace got here
  /// @param lost how many reached it and not the next one; none of the last step
  /// @param examples the newest of those that were lost
  public record Step(int traces, Optional<Times> since, int lost, List<Lost> examples) {
    public Step {
      examples = List.copyOf(examples);
    }
  }

  /// How long it took, exactly.
  public record Times(long p50Nanos, long p95Nanos) {}

  /// A trace that was lost.
  ///
  /// @param last the span that reached the last step it took
  public record Lost(TraceSummary trace, SpanId last, long lastStartNanos) {}
}
