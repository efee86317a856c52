package dev.clew.bench.data;

import java.util.List;
import java.util.Map;

/// A service, its pods and its operations.
///
/// @param failures the exceptions it throws
record Service(
    String name, List<Pod> pods, Map<Family, List<Operation>> operations, List<Failure> failures) {

  /// One running copy of a service.
  ///
  /// @param resource the encoded `Resource`
  /// @param address what its peers see
  record Pod(int number, StampedBytes resource, String address) {}

  /// An exception as an event shows it.
  record Failure(String type, String message, String stackTrace) {}
}
