package dev.clew.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The file system under a store. Tests put one here that fails, runs full and forgets what was not
/// synced.
///
/// A new or renamed file survives the loss of power only after [#syncFolder] of its folder, and
/// bytes only after [WritableFile#force()].
public interface Disk {
  /// The disk of this machine.
  static Disk local() {
    return new LocalDisk();
  }

  /// Makes a folder and those above it, durably; fine where it exists.
  void createFolder(Path folder) throws IOException;

  /// What is in a folder, by name; nothing where there is no folder.
  List<Path> list(Path folder) throws IOException;

  /// Makes an empty file, in place of one that may be there.
  WritableFile create(Path file) throws IOException;

  ReadableFile open(Path file) throws IOException;

  /// Cuts a file, durably.
  void truncate(Path file, long size) throws IOException;

  /// Renames in one step, in place of a file that may be there.
  void move(Path from, Path to) throws IOException;

  /// Deletes a file; fine where there is none.
  void delete(Path file) throws IOException;

  void syncFolder(Path folder) throws IOException;

  /// How long a file is.
  ///
  /// @throws java.nio.file.NoSuchFileException where there is none
  long size(Path file) throws IOException;

  /// How much room the file system of a folder has.
  DiskRoom room(Path folder) throws IOException;

  /// True when this process may make and delete files in a folder, or there is no such folder.
  boolean isWritable(Path folder);

  /// Takes a file for this process alone until the lock is closed or the process dies, and writes
  /// `owner` into it for whoever comes too late.
  Closeable lock(Path file, String owner) throws LockedFileException, IOException;
}
