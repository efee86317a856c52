package dev.clew.store.embedded;

import dev.clew.store.block.StoredBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a tenant had at one moment, held until it is closed.
///
/// @param stored in the order in which their spans came, heads last
record Holding(List<StoredBlock> stored, List<SharedBlock> shared, AtomicBoolean isClosed)
    implements AutoCloseable {
  static Holding of(List<SharedBlock> blocks, List<? extends StoredBlock> heads) {
    var stored = new ArrayList<StoredBlock>(blocks.size() + heads.size());
    blocks.forEach(each -> stored.add(each.block()));
    stored.addAll(heads);
    blocks.forEach(SharedBlock::acquire);
    return new Holding(stored, List.copyOf(blocks), new AtomicBoolean());
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      shared.forEach(SharedBlock::release);
    }
  }
}
