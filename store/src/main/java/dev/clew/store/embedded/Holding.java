package dev.clew.store.embedded;

import dev.clew.store.block.StoredBlock;
import dev.clew.store.head.HeadBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a tenant had at one moment, without what was deleted, held until it is closed.
///
/// @param stored in the order in which their spans came, heads last
/// @param unreadable what cannot be shown since nobody knows whether it was deleted
record Holding(
    List<StoredBlock> stored,
    List<SharedBlock> shared,
    List<IOException> unreadable,
    AtomicBoolean isClosed)
    implements AutoCloseable {

  static final Holding NOTHING = of(new Moment(List.of(), List.of(), List.of()));

  /// What was there, to be looked at without the tenant's lock.
  ///
  /// @param blocks acquired
  record Moment(List<SharedBlock> blocks, List<Head> heads, List<Tombstone> tombstones) {}

  /// A head as it was.
  record Head(OpenHead open, HeadBlock rows) {}

  static Holding of(Moment moment) {
    var stored = new ArrayList<StoredBlock>(moment.blocks.size() + moment.heads.size());
    var unreadable = new ArrayList<IOException>();
    for (SharedBlock each : moment.blocks) {
      try {
        stored.add(each.without(moment.tombstones));
      } catch (IOException e) {
        unreadable.add(e);
      } catch (UncheckedIOException e) {
        unreadable.add(e.getCause());
      }
    }
    for (Head each : moment.heads) {
      try {
        stored.add(each.open.without(each.rows, moment.tombstones));
      } catch (IOException e) {
        unreadable.add(e);
      }
    }
    return new Holding(stored, moment.blocks, unreadable, new AtomicBoolean());
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      shared.forEach(SharedBlock::release);
    }
  }
}
