package dev.clew.store.embedded;

import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// An empty file beside where a block was, which says by its name that the block has expired: the
/// log may still have its records, in a segment that is not full yet.
final class ExpiryNote {
  static final String SUFFIX = BlockName.SUFFIX + ".expired";

  private ExpiryNote() {}

  /// Leaves a note of a block that is to expire.
  static void leave(Disk disk, Path block) throws IOException {
    disk.create(block.resolveSibling(block.getFileName() + ".expired")).close();
    Path folder = block.getParent();
    if (folder != null) {
      disk.syncFolder(folder);
    }
  }
}
