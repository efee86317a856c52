package dev.clew.store;

import java.util.Map;

/// What the files of a store hold of one tenant.
///
/// @param minStartNanos the earliest start of a span in a block, in nanoseconds since the epoch
/// @param maxStartNanos the latest
/// @param logRequests the requests of which the log has the bodies, whether blocks have them or not
/// @param columnBytes by column, what it takes in the blocks; the trace directory and what leads to
///   the columns stand beside them
public record TenantSurvey(
    String tenant,
    int blocks,
    long spans,
    long blockBytes,
    long minStartNanos,
    long maxStartNanos,
    long logRequests,
    long logBytes,
    Map<String, Long> columnBytes) {
  public TenantSurvey {
    columnBytes = Map.copyOf(columnBytes);
  }
}
