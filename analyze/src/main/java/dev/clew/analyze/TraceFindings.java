package dev.clew.analyze;

import java.util.List;

/// What can be told of one trace.
///
/// @param criticalPath sections in the order of time; each moment of the root's time is in one
/// @param findings the most telling first
public record TraceFindings(
    List<PathSection> criticalPath,
    Completeness completeness,
    List<ClockSkew> clockSkew,
    List<Finding> findings) {
  public TraceFindings {
    criticalPath = List.copyOf(criticalPath);
    clockSkew = List.copyOf(clockSkew);
    findings = List.copyOf(findings);
  }
}
