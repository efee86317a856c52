package dev.clew.query;

import dev.clew.store.disk.Disk;
import dev.clew.store.disk.DiskRoom;
import dev.clew.store.disk.ReadableFile;
import dev.clew.store.disk.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// This machine's disk without the waits that only a loss of power pays back, for tests that open
/// hundreds of stores.
public final class UnsyncedDisk implements Disk {
  private final Disk disk = Disk.local();

  @Override
  public void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public WritableFile create(Path file) throws IOException {
    return new UnsyncedFile(disk.create(file));
  }

  @Override
  public ReadableFile open(Path file) throws IOException {
    return disk.open(file);
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    disk.truncate(file, size);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    disk.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void syncFolder(Path folder) {}

  @Override
  public long size(Path file) throws IOException {
    return disk.size(file);
  }

  @Override
  public DiskRoom room(Path folder) throws IOException {
    return disk.room(folder);
  }

  @Override
  public boolean isWritable(Path folder) {
    return disk.isWritable(folder);
  }

  @Override
  public Closeable lock(Path file, String owner) throws IOException {
    return disk.lock(file, owner);
  }

  private record UnsyncedFile(WritableFile file) implements WritableFile {
    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      file.write(from, position);
    }

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
