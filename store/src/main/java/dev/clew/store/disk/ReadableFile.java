package dev.clew.store.disk;

import java.io.Closeable;
import java.io.IOException;

/// A file that any thread may read until it is closed.
public interface ReadableFile extends Closeable {
  long size();

  /// Fills `into` with the bytes from `position` on, all of which must be there.
  void read(long position, byte[] into) throws IOException;
}
