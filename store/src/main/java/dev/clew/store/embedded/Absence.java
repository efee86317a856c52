package dev.clew.store.embedded;

import java.util.ArrayList;
import java.util.List;

/// What should be among a tenant's blocks and is not, and what has gone on purpose.
///
/// Guarded by the lock of its [TenantSpans].
final class Absence {
  private final List<String> reports = new ArrayList<>();

  /// Blocks that cannot be read and may be found again.
  private final List<BlockName> missing = new ArrayList<>();

  /// Blocks that were set aside: what the log still has of them is read from there.
  private final List<BlockName> damaged = new ArrayList<>();

  private final List<BlockName> expired = new ArrayList<>();

  /// Reports what should be here and cannot be read.
  void report(String what) {
    reports.add(what);
  }

  /// Everything that was reported.
  List<String> reports() {
    return List.copyOf(reports);
  }

  /// Says that a block has its place here, though it cannot be read.
  void leavePlace(BlockName block) {
    missing.add(block);
  }

  /// Says that a block was set aside.
  void setAside(BlockName block) {
    damaged.add(block);
  }

  /// Says that a block has expired, whose records the log may still have.
  void expired(BlockName block) {
    expired.add(block);
  }

  boolean isAnyMissing() {
    return !missing.isEmpty();
  }

  /// True when a block is missing whose place is between these two.
  boolean missesBetween(BlockName one, BlockName next) {
    return missing.stream().anyMatch(each -> each.compareTo(one) > 0 && each.compareTo(next) < 0);
  }

  /// True when a record stood in a block that was set aside, and in none that has expired.
  boolean hasLost(long sequence) {
    return damaged.stream().anyMatch(each -> each.spans(sequence))
        && expired.stream().noneMatch(each -> each.spans(sequence));
  }
}
