package dev.clew.analyze;

import dev.clew.model.TimeRange;
import java.util.Optional;

/// Which failed spans are grouped.
///
/// @param query a query for spans, or empty
/// @param steps into how many the range is cut
/// @param group the only one that is told, by its id, and more of it; empty for the largest
public record ErrorsQuestion(
    String query, TimeRange range, int steps, int mostGroups, Optional<String> group) {
  public ErrorsQuestion {
    if (steps < 1 || mostGroups < 1) {
      throw new BadQuestionException(
          "errors need a step and a group or more, got %d and %d".formatted(steps, mostGroups));
    }
  }
}
