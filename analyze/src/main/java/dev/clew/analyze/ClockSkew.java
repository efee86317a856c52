package dev.clew.analyze;

import dev.clew.model.SpanId;
import java.util.List;

/// By how much the clocks of two hosts disagree. No time is moved: whoever shows a trace may do
/// that.
///
/// @param shiftNanos what to add to the times of `host` so that they suit those of `relativeTo`
/// @param leastNanos the least shift that suits
/// @param mostNanos the greatest shift that suits
/// @param isConsistent true when there are shifts that suit all calls; else `shiftNanos` is the
///   median of what single calls say, and the ends are the least and the greatest that one says
/// @param calls how many calls tell
/// @param spans the received spans of those calls, of many the first
public record ClockSkew(
    String host,
    String relativeTo,
    long shiftNanos,
    long leastNanos,
    long mostNanos,
    boolean isConsistent,
    int calls,
    List<SpanId> spans) {
  public ClockSkew {
    spans = List.copyOf(spans);
  }
}
