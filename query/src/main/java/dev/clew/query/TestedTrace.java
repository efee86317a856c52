package dev.clew.query;

import dev.clew.model.SpanId;
import java.util.List;

/// A trace with those of its spans that pass one or more of several tests, wherever they start.
///
/// @param trace of which the matched spans are these
/// @param spans by start, then id, then kind
public record TestedTrace(TraceSummary trace, List<Span> spans) {
  /// How many tests there are at most: each is a bit.
  public static final int MOST_TESTS = Integer.SIZE;

  public TestedTrace {
    spans = List.copyOf(spans);
  }

  /// A span that passes.
  ///
  /// @param passed bit n for the n-th test
  public record Span(SpanId id, long startNanos, int passed) {}
}
