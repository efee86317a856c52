package dev.clew.analyze;

import dev.clew.query.Coverage;
import java.util.List;

/// What moved between a range and the equal one before it, the most telling first.
public record Changes(
    CountedRange range, CountedRange previous, List<Change> changes, Coverage coverage) {
  public Changes {
    changes = List.copyOf(changes);
  }
}
