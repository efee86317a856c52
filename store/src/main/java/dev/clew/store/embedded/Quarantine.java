package dev.clew.store.embedded;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/// Renames a block that cannot be opened, so that nobody takes it for one and somebody can look at
/// it.
final class Quarantine {
  static final String SUFFIX = ".damaged";

  private Quarantine() {}

  /// Sets a file aside and says so in a sentence.
  static String setAside(Disk disk, Path file, CorruptBlockException damage) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + SUFFIX);
    disk.move(file, aside);
    Path folder = file.getParent();
    if (folder != null) {
      disk.syncFolder(folder);
    }
    return damage.getMessage() + "; set aside as " + aside;
  }
}
