package dev.clew.analyze;

import dev.clew.model.SpanId;
import java.util.List;

/// Whether all of a trace seems to be here, as far as its spans tell.
///
/// @param roots spans that name no parent
/// @param orphans spans that name a parent which is not here
/// @param missingParents what they name, each once, of many the first
/// @param cycles how often parents ran in a circle
/// @param unfinished spans without an end
/// @param outside spans that lie wholly outside the time of their parent; consumers may
/// @param dropped attributes, events and links that clients left out
public record Completeness(
    int spans,
    int roots,
    int orphans,
    List<SpanId> missingParents,
    int cycles,
    int unfinished,
    int outside,
    long dropped) {
  public Completeness {
    missingParents = List.copyOf(missingParents);
  }

  /// True when nothing says that a span is missing.
  public boolean isComplete() {
    return roots == 1 && orphans == 0 && cycles == 0 && unfinished == 0;
  }
}
