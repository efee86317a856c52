package dev.clew.store.embedded;

import dev.clew.model.TraceId;
import dev.clew.store.Deletion;
import dev.clew.store.TraceDirectory;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.compact.SubsetBlock;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// Says which traces of a tenant are deleted, as far as their spans came up to a sequence. What
/// comes later under the same trace ids is new.
///
/// @param createdNanos when they were deleted, in nanoseconds since the epoch
/// @param found what there was of them
record Tombstone(long lastSequence, long createdNanos, Set<TraceId> traces, Deletion.Size found) {
  Tombstone {
    traces = Set.copyOf(traces);
  }

  /// What clients call the deletion.
  String id() {
    return String.format("%016d-%d", lastSequence, createdNanos);
  }

  /// True for a block or head whose last record came before the deletion.
  boolean appliesTo(long sequence) {
    return sequence <= lastSequence;
  }

  /// A block as it is without the traces; the block itself where it has none of them.
  static StoredBlock hide(StoredBlock block, List<Tombstone> tombstones) throws IOException {
    if (tombstones.isEmpty()) {
      return block;
    }
    BitSet dropped = rowsOf(block, tombstones);
    return dropped.isEmpty()
        ? block
        : SubsetBlock.without(
            block, dropped, block.name() + "-without-" + tombstones.getLast().id());
  }

  private static BitSet rowsOf(StoredBlock block, List<Tombstone> tombstones) throws IOException {
    TraceDirectory directory = block.traces();
    var rows = new BitSet();
    for (Tombstone each : tombstones) {
      for (TraceId trace : each.traces) {
        int number = directory.find(trace);
        if (number >= 0) {
          for (int row : directory.rows(number)) {
            rows.set(row);
          }
        }
      }
    }
    return rows;
  }
}
