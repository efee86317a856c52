package dev.clew.analyze;

import dev.clew.model.SpanId;
import dev.clew.query.Coverage;
import java.util.List;
import java.util.OptionalDouble;

/// How long spans took beside all that do the same.
public record Percentiles(CountedRange range, List<Rank> spans, Coverage coverage) {
  public Percentiles {
    spans = List.copyOf(spans);
  }

  /// Where a span stands.
  ///
  /// @param percentile the part of the population that took at most as long; empty where there is
  ///   none
  public record Rank(SpanId span, OptionalDouble percentile, Red population) {}
}
