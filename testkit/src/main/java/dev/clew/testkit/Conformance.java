package dev.clew.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files of others against which this project is checked and of which it holds no copy. They
/// are in the folder `conformance` of the folder that the system property `clew.shared` names.
public final class Conformance {
  private static final Path FOLDER =
      Path.of(System.getProperty("clew.shared", "../shared"), "conformance");

  private Conformance() {}

  /// True when the files are here, or have to be: a user's clone is not expected to have them, the
  /// project's own gate is. For `@EnabledIf`.
  public static boolean isExpected() {
    return Files.isDirectory(FOLDER) || System.getenv("CI") != null;
  }

  /// All files of a folder whose names end like this, by name; never none.
  public static List<Path> files(String folder, String suffix) {
    Path path = FOLDER.resolve(folder);
    if (!Files.isDirectory(path)) {
      throw new IllegalStateException(
          "conformance files need to be in "
              + path.toAbsolutePath().normalize()
              + ", which is no folder; name another with -Dclew.shared=…");
    }
    List<Path> found =
        list(path).filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    if (found.isEmpty()) {
      throw new IllegalStateException(path + " needs to have files that end in " + suffix);
    }
    return found;
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
