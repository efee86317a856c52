package dev.clew.query;

import java.util.List;

/// How much of what could matter an answer has seen.
///
/// @param complete false when spans that could have changed the answer were not read
/// @param reasons why not, a sentence each
public record Coverage(
    boolean complete, int scannedBlocks, int totalBlocks, long scannedSpans, List<String> reasons) {
  public Coverage {
    reasons = List.copyOf(reasons);
  }
}
