package dev.clew.query.series;

import dev.clew.query.Steps;
import dev.clew.query.eval.Moments;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.SpansetExpr;
import java.util.List;
import java.util.Optional;

/// What has to be known of the spans that a pipeline leaves, beside their start.
///
/// @param keys of which the values matter
/// @param number of which the amount matters
/// @param selection of which it matters whether it would leave a span too
/// @param everything true where every attribute of the span and its resource matters, and every
///   intrinsic that many spans share
/// @param areToldApart true where ids of some spans are asked for, as examples of all
/// @param starts how well their starts have to be known
/// @param isRough true where of a start it matters only in which ten seconds it lies, see
///   [dev.clew.store.Digest], and of the number only between which powers of two
record Wanted(
    List<Reference> keys,
    Optional<Reference> number,
    Optional<SpansetExpr> selection,
    boolean everything,
    boolean areToldApart,
    Moments starts,
    boolean isRough) {
  Wanted {
    keys = List.copyOf(keys);
  }

  /// Groups and a number of the spans, and in which step each starts.
  static Wanted of(
      List<Reference> keys, Optional<Reference> number, Steps steps, boolean areToldApart) {
    Moments starts =
        areToldApart ? Moments.APART : (first, last) -> steps.indexOf(first) == steps.indexOf(last);
    return new Wanted(keys, number, Optional.empty(), false, areToldApart, starts, false);
  }

  /// The same, where it need not be known that well.
  Wanted roughly() {
    return new Wanted(keys, number, selection, everything, areToldApart, starts, true);
  }

  /// All there is to compare spans by.
  static Wanted everything(SpansetExpr selection) {
    return new Wanted(
        List.of(), Optional.empty(), Optional.of(selection), true, false, Moments.APART, false);
  }
}
