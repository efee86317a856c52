package dev.clew.store.block;

import dev.clew.store.disk.Disk;
import dev.clew.store.disk.DiskRoom;
import dev.clew.store.disk.ReadableFile;
import dev.clew.store.disk.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Files as arrays, which tests may damage; keeps what was asked for and fails where it is told to.
final class MemoryDisk implements Disk {
  final Map<Path, byte[]> files = new TreeMap<>();

  /// What was asked for, a word and a file name each.
  final List<String> calls = new ArrayList<>();

  /// The start of the call that fails; none if empty.
  String failing = "";

  byte[] bytes(Path file) {
    return Optional.ofNullable(files.get(file)).orElseThrow();
  }

  private void call(String verb, Path file) throws IOException {
    String call = verb + " " + file.getFileName();
    calls.add(call);
    if (!failing.isEmpty() && call.startsWith(failing)) {
      throw new IOException("told to fail: " + call);
    }
  }

  @Override
  public WritableFile create(Path file) throws IOException {
    call("create", file);
    files.put(file, new byte[0]);
    return new WritableFile() {
      @Override
      public void write(ByteBuffer from, long position) throws IOException {
        call("write", file);
        int length = from.remaining();
        byte[] bytes = bytes(file);
        byte[] longer = Arrays.copyOf(bytes, Math.max(bytes.length, (int) position + length));
        from.get(longer, (int) position, length);
        files.put(file, longer);
      }

      @Override
      public void force() throws IOException {
        call("force", file);
      }

      @Override
      public void close() throws IOException {
        call("close", file);
      }
    };
  }

  @Override
  public ReadableFile open(Path file) throws IOException {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new NoSuchFileException(file.toString());
    }
    return new ReadableFile() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long position, byte[] into) {
        System.arraycopy(bytes, Math.toIntExact(position), into, 0, into.length);
      }

      @Override
      public void close() throws IOException {
        call("close", file);
      }
    };
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    call("move", from);
    files.put(to, files.remove(from));
  }

  @Override
  public void delete(Path file) throws IOException {
    call("delete", file);
    files.remove(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    call("sync", folder);
  }

  @Override
  public List<Path> list(Path folder) {
    return List.copyOf(files.keySet());
  }

  @Override
  public void createFolder(Path folder) {
    throw new UnsupportedOperationException("a block writer needs no folder");
  }

  @Override
  public Closeable lock(Path file, String owner) {
    throw new UnsupportedOperationException("a block writer locks nothing");
  }

  @Override
  public void truncate(Path file, long size) {
    throw new UnsupportedOperationException("a block is never cut");
  }

  @Override
  public long size(Path file) {
    return bytes(file).length;
  }

  @Override
  public DiskRoom room(Path folder) {
    throw new UnsupportedOperationException("a block writer takes the room it needs");
  }

  @Override
  public boolean isWritable(Path folder) {
    return true;
  }
}
