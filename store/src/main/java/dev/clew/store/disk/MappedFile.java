package dev.clew.store.disk;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file in the address space: readers of many threads share it without a lock, and a thread that
/// is interrupted while it reads does not close it for the others, as it would a channel.
final class MappedFile implements ReadableFile {
  private final Path path;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;

  MappedFile(Path path) throws IOException {
    this.path = path;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return bytes.byteSize();
  }

  @Override
  public void read(long position, byte[] into) throws IOException {
    if (position < 0 || position > size() - into.length) {
      throw new EOFException(
          path + " must have " + into.length + " bytes at " + position + ", has " + size());
    }
    try {
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, into, 0, into.length);
      throwWhatIsPending();
    } catch (InternalError e) {
      // What a page that cannot be read becomes: a bad sector, or a file cut short under us.
      throw new IOException("the disk does not give it, or the file was cut", e);
    } catch (IllegalStateException e) {
      throw new IOException("the file has expired or was replaced meanwhile", e);
    }
  }

  /// The JVM throws a fault in a mapped file some time after it has happened, where the thread next
  /// comes by: let that be here. Every call of a native method is such a place.
  private void throwWhatIsPending() {
    Thread.holdsLock(this);
  }

  @Override
  public void close() {
    arena.close();
  }
}
