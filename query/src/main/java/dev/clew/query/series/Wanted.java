package dev.clew.query.series;

import dev.clew.query.traceql.FieldExpr;
import java.util.List;
import java.util.Optional;

/// What has to be known of the spans that a pipeline leaves, beside their start.
///
/// @param keys of which the values matter
/// @param number of which the amount matters
/// @param everything true where every attribute of the span and its resource matters, and every
///   intrinsic that many spans share
public record Wanted(
    List<FieldExpr> keys, Optional<FieldExpr.Reference> number, boolean everything) {
  public Wanted {
    keys = List.copyOf(keys);
  }
}
