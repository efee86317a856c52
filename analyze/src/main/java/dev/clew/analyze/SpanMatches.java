package dev.clew.analyze;

import dev.clew.model.SpanId;
import java.util.List;

/// The spans of a trace that hold a text.
///
/// @param count how many do
/// @param spans the first of them, in no particular order
public record SpanMatches(int count, List<SpanId> spans) {
  public SpanMatches {
    spans = List.copyOf(spans);
  }
}
