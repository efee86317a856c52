package dev.clew.store.embedded;

import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A sealed block that views share: its file is let go, and deleted if it has expired, when nobody
/// uses it any more.
///
/// Guarded by its own lock.
final class SharedBlock {
  private static final Logger LOG = LoggerFactory.getLogger(SharedBlock.class);

  private final Disk disk;
  private final Path file;
  private final BlockName name;
  private final SealedBlock block;
  private final Hidden hidden = new Hidden();

  /// The store itself and every view.
  private int users = 1;

  private boolean isExpired;

  SharedBlock(Disk disk, Path file, BlockName name, SealedBlock block) {
    this.disk = disk;
    this.file = file;
    this.name = name;
    this.block = block;
  }

  BlockName name() {
    return name;
  }

  SealedBlock block() {
    return block;
  }

  /// The rows without what these hide; only for who has acquired the block.
  StoredBlock without(List<Tombstone> tombstones) throws IOException {
    return tombstones.isEmpty()
        ? block
        : hidden.in(block, block.origin().lastSequence(), tombstones);
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

  /// The store has no use for it any more.
  synchronized void expire() {
    isExpired = true;
    release();
  }

  private void letGo() {
    try {
      block.close();
      if (isExpired) {
        disk.delete(file);
      }
    } catch (IOException e) {
      LOG.warn("Could not let go of block {}; the next start of the store will", file, e);
    }
  }
}
