package dev.clew.store.embedded;

import dev.clew.store.block.EarlierBlocks;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.head.HeadBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a tenant had at one moment, held until it is closed.
///
/// @param shown without what was deleted, in the order in which their spans came, heads last
/// @param unreadable what cannot be shown since nobody knows whether it was deleted
/// @param lacksBlocks whether a block is missing
record Holding(
    List<Shown> shown,
    List<SharedBlock> shared,
    List<OpenHead> heads,
    List<IOException> unreadable,
    boolean lacksBlocks,
    SplitTraces splitTraces,
    AtomicBoolean isClosed)
    implements AutoCloseable {

  static final Holding NOTHING =
      of(new Moment(List.of(), List.of(), List.of(), false), new SplitTraces());

  /// What was there, to be looked at without the tenant's lock.
  ///
  /// @param blocks acquired
  /// @param heads acquired
  /// @param lacksBlocks whether a block is missing
  record Moment(
      List<SharedBlock> blocks,
      List<Head> heads,
      List<Tombstone> tombstones,
      boolean lacksBlocks) {}

  /// A head as it was.
  record Head(OpenHead open, HeadBlock rows) {}

  /// A block or head.
  ///
  /// @param rows without what was deleted
  /// @param whole with it
  record Shown(StoredBlock rows, StoredBlock whole, SplitTraces.Known known) {}

  static Holding of(Moment moment, SplitTraces splitTraces) {
    var shown = new ArrayList<Shown>(moment.blocks.size() + moment.heads.size());
    var unreadable = new ArrayList<IOException>();
    for (SharedBlock each : moment.blocks) {
      try {
        shown.add(new Shown(each.without(moment.tombstones), each.block(), each.known()));
      } catch (IOException e) {
        unreadable.add(e);
      } catch (UncheckedIOException e) {
        unreadable.add(e.getCause());
      }
    }
    for (Head each : moment.heads) {
      try {
        StoredBlock rows = each.open.without(each.rows, moment.tombstones);
        shown.add(new Shown(rows, each.rows, each.open.known()));
      } catch (IOException e) {
        unreadable.add(e);
      }
    }
    return new Holding(
        shown,
        moment.blocks,
        moment.heads.stream().map(Head::open).toList(),
        unreadable,
        moment.lacksBlocks,
        splitTraces,
        new AtomicBoolean());
  }

  /// The rows of all, in the order in which their spans came, heads last.
  List<StoredBlock> stored() {
    return shown.stream().map(Shown::rows).toList();
  }

  /// All of it, as what comes before a block that is made now.
  EarlierBlocks earlier() {
    return new EarlierBlocks(stored(), !lacksBlocks && unreadable.isEmpty());
  }

  /// By place among `shown`, the traces that have rows elsewhere too, by their numbers there.
  List<SplitTraces.Found> findSplitTraces() throws IOException {
    return splitTraces.find(parts());
  }

  /// True only if each row is a span that is nowhere else.
  boolean repeatsNothing() throws IOException {
    return splitTraces.repeatsNothing(parts());
  }

  private List<SplitTraces.Part> parts() throws IOException {
    var parts = new ArrayList<SplitTraces.Part>();
    for (Shown each : shown) {
      parts.add(SplitTraces.Part.of(each.known, each.whole));
    }
    return parts;
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      shared.forEach(SharedBlock::release);
      heads.forEach(OpenHead::release);
    }
  }
}
