package dev.clew.analyze;

import dev.clew.query.Coverage;
import java.util.List;

/// How the services are doing, the busiest first.
///
/// @param previous the equal range before
public record ServicesOverview(
    CountedRange range, CountedRange previous, List<Row> services, Coverage coverage) {
  public ServicesOverview {
    services = List.copyOf(services);
  }

  /// How one service is doing.
  ///
  /// @param basis what it is judged by
  /// @param sparkline the count of each step of the range
  /// @param operations how many names and kinds its spans have
  public record Row(
      String service, Basis basis, Red red, Red before, List<Long> sparkline, int operations) {
    public Row {
      sparkline = List.copyOf(sparkline);
    }
  }

  /// Which spans a service is judged by.
  public enum Basis {
    /// The requests that it received: spans of kind server and consumer.
    REQUESTS,
    /// All its spans, since it received no requests.
    SPANS
  }
}
