package dev.clew.store;

import java.io.IOException;
import java.io.Serial;

/// Bytes on disk are not what was written.
public final class CorruptBlockException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// Says which file, where, and what was found instead of what.
  public CorruptBlockException(String file, long offset, String found) {
    super("corrupt block " + file + " at byte " + offset + ": " + found);
  }
}
