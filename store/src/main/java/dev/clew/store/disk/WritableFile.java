package dev.clew.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A file that one thread writes.
public interface WritableFile extends Closeable {
  /// Writes all that remains in the buffer; after a failure some of it may stand in the file.
  void write(ByteBuffer from, long position) throws IOException;

  /// Returns when every byte written is on the disk. After a failure nothing that was written since
  /// the last success may be believed to be there, whatever a later call says.
  void force() throws IOException;
}
