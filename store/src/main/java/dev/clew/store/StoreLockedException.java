package dev.clew.store;

import java.io.Serial;
import java.nio.file.Path;

/// Another process has the data folder open.
public final class StoreLockedException extends DataFolderException {
  @Serial private static final long serialVersionUID = 1;

  public StoreLockedException(Path folder, String owner) {
    super(
        folder,
        "must belong to one process, is held by " + owner + "; stop that, or use another folder",
        null);
  }
}
