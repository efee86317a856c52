package dev.clew.query;

import dev.clew.model.TraceId;
import java.util.List;

/// A trace in a list of results; counts are of the whole trace as far as it is stored.
///
/// @param rootService of the root, or of the earliest span where no root is stored
/// @param orphanCount spans whose parent is not stored
/// @param services sorted by name
public record TraceSummary(
    TraceId traceId,
    String rootService,
    String rootName,
    long startNanos,
    long durationNanos,
    int spanCount,
    int errorCount,
    int orphanCount,
    int matchedSpanCount,
    List<ServiceCount> services) {
  public TraceSummary {
    services = List.copyOf(services);
  }

  public record ServiceCount(String name, int spanCount, int errorCount) {}
}
