package dev.clew.store.disk;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// Somebody else holds a lock.
public final class LockedFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String owner;

  public LockedFileException(Path file, String owner) {
    super(file + " is locked by " + owner);
    this.owner = owner;
  }

  /// What the holder has written about itself.
  public String owner() {
    return owner;
  }
}
