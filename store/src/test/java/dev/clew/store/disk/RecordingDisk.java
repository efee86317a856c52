package dev.clew.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk that notes the order in which writes and syncs begin and end; the test adds what it saw
/// itself.
///
/// Guarded by its own lock.
public final class RecordingDisk implements Disk {
  /// Something that happened.
  public sealed interface Event {
    /// A write of this content has returned.
    record Written(Path file, String content) implements Event {}

    record Forcing(Path file) implements Event {}

    record Forced(Path file) implements Event {}

    /// The store has answered.
    record Acknowledged(String content) implements Event {}
  }

  private final Disk disk;
  private final List<Event> events = new ArrayList<>();

  public RecordingDisk(Disk disk) {
    this.disk = disk;
  }

  public synchronized void note(Event event) {
    events.add(event);
  }

  /// What happened so far, in its order.
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /// Bytes as text, one character each.
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

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
  public WritableFile create(Path file) throws IOException {
    return new Recorded(file, disk.create(file));
  }

  private final class Recorded implements WritableFile {
    private final Path path;
    private final WritableFile file;

    Recorded(Path path, WritableFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      byte[] bytes = new byte[from.remaining()];
      from.get(from.position(), bytes);
      file.write(from, position);
      note(new Event.Written(path, text(bytes)));
    }

    @Override
    public void force() throws IOException {
      note(new Event.Forcing(path));
      file.force();
      note(new Event.Forced(path));
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    disk.createFolder(folder);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return disk.list(folder);
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
  public void syncFolder(Path folder) throws IOException {
    disk.syncFolder(folder);
  }

  @Override
  public Closeable lock(Path file, String owner) throws IOException {
    return disk.lock(file, owner);
  }
}
