package dev.clew.store.wal;

import dev.clew.store.disk.Disk;
import dev.clew.store.disk.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The segment that is being written: zeroes up to its size, then records over them, so that a sync
/// has no file size and no free blocks to settle.
///
/// Owned by the log's thread.
final class Segment implements Closeable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final long number;
  private final Path path;
  private final WritableFile file;
  private final long capacity;
  private final ByteBuffer buffer;
  private long written;
  private long syncedBytes;

  /// Nothing was written since the last sync.
  private boolean isSynced = true;

  private Segment(long number, Path path, WritableFile file, long capacity) {
    this.number = number;
    this.path = path;
    this.file = file;
    this.capacity = capacity;
    buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER_BYTES, capacity));
    written = SegmentFormat.HEADER_LENGTH;
    syncedBytes = written;
  }

  /// Makes a segment of `capacity` bytes that is there for good when this returns.
  static Segment create(Disk disk, Path folder, long number, long previousSequence, long capacity)
      throws IOException {
    Path path = folder.resolve(SegmentFormat.fileName(number));
    Path temporary = folder.resolve(path.getFileName() + ".tmp");
    WritableFile file = disk.create(temporary);
    try {
      var segment = new Segment(number, path, file, capacity);
      segment.fillWithZeroes();
      file.write(SegmentFormat.header(number, previousSequence), 0);
      file.force();
      disk.move(temporary, path);
      disk.syncFolder(folder);
      return segment;
    } catch (IOException e) {
      closeQuietly(file, e);
      deleteQuietly(disk, temporary, e);
      throw e;
    }
  }

  private void fillWithZeroes() throws IOException {
    for (long at = 0; at < capacity; at += buffer.capacity()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), capacity - at));
      file.write(buffer, at);
    }
    buffer.clear();
  }

  private static void closeQuietly(WritableFile file, IOException cause) {
    try {
      file.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void deleteQuietly(Disk disk, Path path, IOException cause) {
    try {
      disk.delete(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  long number() {
    return number;
  }

  Path path() {
    return path;
  }

  long capacity() {
    return capacity;
  }

  boolean hasRoomFor(long bytes) {
    return written + buffer.position() + bytes <= capacity;
  }

  /// How much of the file is known to be on the disk.
  long syncedBytes() {
    return syncedBytes;
  }

  void write(WalRecord record) throws IOException {
    write(SegmentFormat.recordHead(number, record, isSynced));
    isSynced = false;
    write(ByteBuffer.wrap(record.body()));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(buffer.remaining(), bytes.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), count);
      buffer.position(buffer.position() + count);
      bytes.position(bytes.position() + count);
    }
  }

  /// Hands what was written to the operating system: from then on it survives this process.
  void flush() throws IOException {
    int count = buffer.flip().limit();
    file.write(buffer, written);
    written += count;
    buffer.clear();
  }

  void force() throws IOException {
    file.force();
    syncedBytes = written;
    isSynced = buffer.position() == 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
