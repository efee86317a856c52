package dev.clew.analyze;

import dev.clew.model.SpanId;
import java.util.List;

/// Something worth telling about a trace.
///
/// @param title one line for whoever reads
/// @param spans those to look at, in the order of time, of many the first
/// @param nanos the time on the critical path that it is about
/// @param share that time's share of the trace
public record Finding(
    Severity severity,
    String title,
    List<SpanId> spans,
    long nanos,
    double share,
    Evidence evidence) {
  /// How much it matters, the least first.
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }

  public Finding {
    spans = List.copyOf(spans);
  }
}
