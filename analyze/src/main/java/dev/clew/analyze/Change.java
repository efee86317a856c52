package dev.clew.analyze;

import dev.clew.model.SpanKind;

/// Something that moved between two equal ranges of time.
///
/// @param score how many standard deviations it is from what chance would have
public record Change(
    String service,
    String name,
    SpanKind kind,
    What what,
    boolean isUp,
    double score,
    Red red,
    Red before) {
  /// What moved; the more telling first.
  public enum What {
    ERRORS,
    LATENCY,
    GONE,
    NEW,
    RATE
  }
}
