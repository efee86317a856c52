package dev.clew.analyze;

import dev.clew.model.SpanId;
import java.util.List;

/// What a finding rests on; its kind is that of the finding.
public sealed interface Evidence {
  /// Where an error began.
  ///
  /// @param message of the span's status, or else of its exception; may be empty
  /// @param exceptionType may be empty
  /// @param chain from the topmost failed span down to the cause; of many the first
  /// @param reachesRoot true when the whole request failed of it
  record RootCause(
      String service,
      String name,
      String message,
      String exceptionType,
      List<SpanId> chain,
      boolean reachesRoot)
      implements Evidence {
    public RootCause {
      chain = List.copyOf(chain);
    }
  }

  /// The same call again after it failed.
  ///
  /// @param waitNanos between the attempts
  record Retry(String service, String name, int attempts, boolean hasRecovered, long waitNanos)
      implements Evidence {}

  /// Like calls out of one span.
  ///
  /// @param isOneByOne true when each waited for the one before, as in an N+1 query
  record Repeats(
      String service,
      String name,
      String parentName,
      boolean isOneByOne,
      int count,
      long totalNanos,
      long medianNanos,
      long longestNanos)
      implements Evidence {}

  /// Different calls out of one span, one after the other.
  ///
  /// @param savingNanos how much sooner the span could end at most, did the calls run side by side
  record Serial(String parentName, int count, long savingNanos) implements Evidence {}

  /// Time of a span that has children, in none of them.
  ///
  /// @param gapStartNanos when the longest piece of it starts
  /// @param gapEndNanos when the longest piece of it ends
  record Uncovered(String service, String name, long gapStartNanos, long gapEndNanos)
      implements Evidence {}

  /// A span without children that much of the time goes to.
  record Bottleneck(String service, String name) implements Evidence {}

  /// Spans are missing.
  record Incomplete(int orphans, int roots) implements Evidence {}

  /// The clocks of two hosts disagree.
  record Skewed(ClockSkew skew) implements Evidence {}
}
