package dev.clew.store;

import java.io.IOException;
import java.io.Serial;

/// Bytes on disk are not what was written, or the disk does not give them.
public final class CorruptBlockException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /// Says which file, where, and what was found instead of what.
  public CorruptBlockException(String file, long offset, String found) {
    super("corrupt block " + file + " at byte " + offset + ": " + found);
  }

  /// Says which file, where, and why the disk does not give it.
  public CorruptBlockException(String file, long offset, IOException why) {
    super("block " + file + " cannot be read at byte " + offset + ": " + why.getMessage(), why);
  }

  /// True when the bytes were not seen, so that they may be well another time.
  public boolean isUnread() {
    return getCause() != null;
  }
}
