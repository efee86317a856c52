package dev.clew.store.embedded;

import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sealed block that views share: its file is let go when nobody uses it any more.
///
/// Guarded by its own lock.
final class SharedBlock {
  private static final Logger LOG = LoggerFactory.getLogger(SharedBlock.class);

  private final Disk disk;
  private final Path file;
  private final BlockName name;
  private final SealedBlock block;
  private final Hidden hidden = new Hidden();
  private final SplitTraces.Known known = new SplitTraces.Known();
  private final Set<String> damage = new LinkedHashSet<>();

  /// The store itself and every view.
  private int users = 1;

  private boolean isClosed;

  SharedBlock(Disk disk, Path file, BlockName name, SealedBlock block) {
    this.disk = disk;
    this.file = file;
    this.name = name;
    this.block = block;
  }

  Path file() {
    return file;
  }

  BlockName name() {
    return name;
  }

  SealedBlock block() {
    return block;
  }

  /// What is known of its traces.
  SplitTraces.Known known() {
    return known;
  }

  /// The rows without what these hide; only for who has acquired the block.
  StoredBlock without(List<Tombstone> tombstones) throws IOException {
    return tombstones.isEmpty()
        ? block
        : hidden.in(block, block.origin().lastSequence(), tombstones);
  }

  /// Notes what cannot be read of it; false for what is known already.
  synchronized boolean note(String what) {
    return damage.add(what);
  }

  /// All of it could be read again.
  synchronized void forgive() {
    damage.clear();
  }

  /// What cannot be read of it, a sentence each.
  synchronized List<String> damage() {
    return List.copyOf(damage);
  }

  /// Only for who knows that somebody uses it.
  synchronized void acquire() {
    users++;
  }

  synchronized void release() {
    users--;
    if (users == 0) {
      letGo();
    }
  }

  /// The store has no use for it any more. The file loses its name at once, and its room when the
  /// block is let go.
  synchronized void expire() {
    try {
      disk.delete(file);
    } catch (IOException e) {
      LOG.warn("Could not delete block {}; the next start of the store will", file, e);
    }
    release();
  }

  /// True until its file is let go.
  synchronized boolean isHeld() {
    return !isClosed;
  }

  /// Takes the file from everybody; who still reads it is told so.
  synchronized void letGo() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      block.close();
    } catch (IOException e) {
      LOG.warn("Could not let go of block {}", file, e);
    }
  }
}
