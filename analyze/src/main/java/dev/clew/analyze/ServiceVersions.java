package dev.clew.analyze;

import dev.clew.analyze.ServicesOverview.Basis;
import dev.clew.query.Coverage;
import java.util.List;

/// How the versions of a service are doing beside each other.
///
/// @param previous the equal range before, which tells what is new
/// @param basis what the service is judged by
/// @param versions those with spans in the range, the one that came last first
/// @param isTruncated true when there were more than could be counted
public record ServiceVersions(
    CountedRange range,
    CountedRange previous,
    String service,
    Basis basis,
    List<Version> versions,
    boolean isTruncated,
    Coverage coverage) {
  public ServiceVersions {
    versions = List.copyOf(versions);
  }

  /// How one of them is doing.
  ///
  /// @param name the `service.version` of its resource; empty where spans do not tell one
  /// @param sparkline the count of each step of the range
  /// @param firstSeenNanos the start of the first step of the range in which it was counted
  /// @param isNew true when it came while the service was already there
  public record Version(
      String name, Red red, List<Long> sparkline, long firstSeenNanos, boolean isNew) {
    public Version {
      sparkline = List.copyOf(sparkline);
    }
  }
}
