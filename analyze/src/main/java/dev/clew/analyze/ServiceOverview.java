package dev.clew.analyze;

import dev.clew.model.SpanKind;
import dev.clew.query.Coverage;
import java.util.List;

/// How one service is doing.
///
/// @param series each step of the range
/// @param operations the greatest sum of time first
/// @param upstream who calls it
/// @param downstream whom it calls
public record ServiceOverview(
    CountedRange range,
    CountedRange previous,
    ServicesOverview.Row row,
    List<Red> series,
    List<Operation> operations,
    List<ServiceMap.Edge> upstream,
    List<ServiceMap.Edge> downstream,
    Coverage coverage) {
  public ServiceOverview {
    series = List.copyOf(series);
    operations = List.copyOf(operations);
    upstream = List.copyOf(upstream);
    downstream = List.copyOf(downstream);
  }

  /// How one of its operations is doing.
  public record Operation(String name, SpanKind kind, Red red, Red before, List<Long> sparkline) {
    public Operation {
      sparkline = List.copyOf(sparkline);
    }
  }
}
