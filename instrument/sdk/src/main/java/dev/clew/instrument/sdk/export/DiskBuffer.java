package dev.clew.instrument.sdk.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// Request bodies that wait on disk, one a file, oldest first; bounded in bytes, where the oldest
/// give way. Guarded by itself.
///
/// The folder may hold what an earlier process left; two processes must not share one.
final class DiskBuffer {
  private static final String SUFFIX = ".otlp";

  private final Path folder;
  private final long mostBytes;
  private final TreeSet<Path> files = new TreeSet<>();
  private final LongAdder lost;
  private long bytes;
  private long next;

  /// Counts in `lost` the bodies that give way.
  DiskBuffer(Path folder, long mostBytes, LongAdder lost) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.mostBytes = mostBytes;
    this.lost = lost;
    try (Stream<Path> found = Files.list(folder)) {
      found.filter(file -> file.toString().endsWith(SUFFIX)).forEach(this::adopt);
    }
    makeRoom(0);
  }

  synchronized int size() {
    return files.size();
  }

  /// False when the body alone is larger than all there is room for.
  synchronized boolean add(byte[] body) throws IOException {
    if (body.length > mostBytes) {
      return false;
    }
    makeRoom(body.length);
    // Fixed width, so that names sort as numbers do.
    Path file = folder.resolve(String.format("%019d%s", next++, SUFFIX));
    Path half = folder.resolve("half-written");
    Files.write(half, body);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    files.add(file);
    bytes += body.length;
    return true;
  }

  synchronized Optional<Path> oldest() {
    return files.isEmpty() ? Optional.empty() : Optional.of(files.first());
  }

  /// The body, empty when it gave way meanwhile.
  Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      remove(file);
      return Optional.empty();
    }
  }

  synchronized void remove(Path file) throws IOException {
    if (files.remove(file)) {
      bytes -= size(file);
      Files.deleteIfExists(file);
    }
  }

  private void makeRoom(long wanted) throws IOException {
    while (bytes + wanted > mostBytes && !files.isEmpty()) {
      remove(files.first());
      lost.increment();
    }
  }

  private void adopt(Path file) {
    String name = file.getFileName().toString();
    String digits = name.substring(0, name.length() - SUFFIX.length());
    if (digits.length() == 19 && digits.chars().allMatch(Character::isDigit)) {
      next = Math.max(next, Long.parseLong(digits) + 1);
      files.add(file);
      bytes += sizeUnchecked(file);
    }
  }

  private static long sizeUnchecked(Path file) {
    try {
      return size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
