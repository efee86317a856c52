package dev.clew.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A new folder that is deleted with all it holds when it is closed, or when a signal ends this
/// process.
public final class TemporaryFolder implements AutoCloseable {
  private static final int ATTEMPTS = 1_000;

  private final Path path;
  private final Thread hook = new Thread(this::delete, "delete-folder");

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /// Makes it.
  ///
  /// @param purpose a part of its name
  public static TemporaryFolder in(Path parent, String purpose) throws IOException {
    var folder = new TemporaryFolder(Files.createTempDirectory(parent, "clew-" + purpose + "-"));
    Runtime.getRuntime().addShutdownHook(folder.hook);
    return folder;
  }

  /// Makes it where this machine keeps what is temporary.
  public static TemporaryFolder of(String purpose) throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")), purpose);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      return; // A signal came: the hook is at work.
    }
    delete();
  }

  /// A server that was killed a moment ago may still add a file meanwhile.
  private void delete() {
    IOException failure = null;
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
      try {
        deleteAll();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null && Files.exists(path)) {
      throw new UncheckedIOException("folder " + path + " must be deleted", failure);
    }
  }

  private void deleteAll() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    }
  }
}
