package dev.clew.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A disk that fails where it is told to; a write that fails has written half.
public final class FaultyDisk implements Disk {
  /// What a disk is asked for.
  public enum Operation {
    CREATE_FOLDER,
    LIST,
    CREATE,
    OPEN,
    READ,
    WRITE,
    FORCE,
    TRUNCATE,
    MOVE,
    DELETE,
    SYNC_FOLDER,
    SIZE,
    ROOM,
    LOCK
  }

  /// Says which operations fail, by throwing.
  @FunctionalInterface
  public interface Fault {
    void check(Operation operation, Path file) throws IOException;
  }

  private final Disk disk;
  private volatile Fault fault = (_, _) -> {};
  private volatile @Nullable Path unwritable;

  public FaultyDisk(Disk disk) {
    this.disk = disk;
  }

  public void failBy(Fault newFault) {
    fault = newFault;
  }

  /// Makes one operation fail on files whose path contains a text.
  public void fail(Operation operation, String part, String why) {
    failBy((asked, file) -> {
      if (asked == operation && file.toString().contains(part)) {
        throw new IOException(why);
      }
    });
  }

  public void heal() {
    failBy((_, _) -> {});
  }

  /// Gives a folder to somebody else.
  public void forbid(Path folder) {
    unwritable = folder;
  }

  private void check(Operation operation, Path file) throws IOException {
    fault.check(operation, file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    check(Operation.CREATE_FOLDER, folder);
    disk.createFolder(folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    check(Operation.LIST, folder);
    return disk.list(folder);
  }

  @Override
  public WritableFile create(Path file) throws IOException {
    check(Operation.CREATE, file);
    return new FaultyWritableFile(file, disk.create(file));
  }

  @Override
  public ReadableFile open(Path file) throws IOException {
    check(Operation.OPEN, file);
    return new FaultyReadableFile(file, disk.open(file));
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    check(Operation.TRUNCATE, file);
    disk.truncate(file, size);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    check(Operation.MOVE, to);
    disk.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    check(Operation.DELETE, file);
    disk.delete(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    check(Operation.SYNC_FOLDER, folder);
    disk.syncFolder(folder);
  }

  @Override
  public long size(Path file) throws IOException {
    check(Operation.SIZE, file);
    return disk.size(file);
  }

  @Override
  public DiskRoom room(Path folder) throws IOException {
    check(Operation.ROOM, folder);
    return disk.room(folder);
  }

  @Override
  public boolean isWritable(Path folder) {
    return !folder.equals(unwritable) && disk.isWritable(folder);
  }

  @Override
  public Closeable lock(Path file, String owner) throws IOException {
    check(Operation.LOCK, file);
    return disk.lock(file, owner);
  }

  private final class FaultyWritableFile implements WritableFile {
    private final Path path;
    private final WritableFile file;

    FaultyWritableFile(Path path, WritableFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      try {
        check(Operation.WRITE, path);
      } catch (IOException e) {
        file.write(from.slice(from.position(), from.remaining() / 2), position);
        throw e;
      }
      file.write(from, position);
    }

    @Override
    public void force() throws IOException {
      check(Operation.FORCE, path);
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private final class FaultyReadableFile implements ReadableFile {
    private final Path path;
    private final ReadableFile file;

    FaultyReadableFile(Path path, ReadableFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void read(long position, byte[] into) throws IOException {
      check(Operation.READ, path);
      file.read(position, into);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
