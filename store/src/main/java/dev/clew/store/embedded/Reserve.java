package dev.clew.store.embedded;

import dev.clew.store.disk.Disk;
import dev.clew.store.disk.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that only takes up room, to be given back when nothing else is left: what frees a full
/// disk, making blocks of the log among it, needs some itself.
///
/// Owned by who holds the lock of its [DiskWatch].
final class Reserve {
  private static final int PIECE = 1 << 20;

  private final Disk disk;
  private final Path file;

  Reserve(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /// How much it takes up at present.
  long bytes() throws IOException {
    try {
      return disk.size(file);
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /// Takes room up, or leaves all as it was.
  void take(long size) throws IOException {
    try (WritableFile made = disk.create(file)) {
      ByteBuffer piece = ByteBuffer.allocateDirect((int) Math.min(PIECE, size));
      for (long at = 0; at < size; at += piece.capacity()) {
        piece.clear().limit((int) Math.min(piece.capacity(), size - at));
        made.write(piece, at);
      }
      made.force();
    } catch (IOException e) {
      giveBack();
      throw e;
    }
  }

  void giveBack() throws IOException {
    disk.delete(file);
  }
}
