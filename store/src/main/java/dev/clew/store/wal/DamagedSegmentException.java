package dev.clew.store.wal;

import java.io.IOException;
import java.io.Serial;

/// A log segment is not what was written.
final class DamagedSegmentException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  DamagedSegmentException(String message) {
    super(message);
  }
}
