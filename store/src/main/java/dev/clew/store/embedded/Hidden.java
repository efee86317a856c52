package dev.clew.store.embedded;

import dev.clew.store.block.StoredBlock;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers what a block is without the traces that were deleted, since finding that out takes a
/// while and is asked for by every reader.
///
/// Guarded by its own lock.
final class Hidden {
  private record Known(StoredBlock block, List<Tombstone> tombstones, StoredBlock without) {}

  private @Nullable Known known;

  /// A block without what these hide, as far as they apply to its last record.
  synchronized StoredBlock in(StoredBlock block, long lastSequence, List<Tombstone> tombstones)
      throws IOException {
    List<Tombstone> applying =
        tombstones.stream().filter(each -> each.appliesTo(lastSequence)).toList();
    if (applying.isEmpty()) {
      known = null;
      return block;
    }
    Known last = known;
    if (last == null || !last.block.equals(block) || !last.tombstones.equals(applying)) {
      last = new Known(block, applying, Tombstone.hide(block, applying));
      known = last;
    }
    return last.without;
  }
}
