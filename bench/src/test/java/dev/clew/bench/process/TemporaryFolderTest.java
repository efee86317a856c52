package dev.clew.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir Path parent;

  @Test
  void close_folderWithFiles_deletesAll() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.in(parent, "test")) {
      Files.writeString(Files.createDirectories(folder.path().resolve("a/b")).resolve("c"), "d");
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void sigterm_whileInUse_deletesAll() throws IOException, InterruptedException {
    Process user =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                User.class.getName(),
                parent.toString())
            .start();
    try (var made = user.inputReader()) {
      assertThat(made.readLine()).isEqualTo("made");
      assertThat(parent).isNotEmptyDirectory();
      user.toHandle().destroy();

      assertThat(user.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(parent).isEmptyDirectory();
    } finally {
      user.destroyForcibly();
    }
  }

  /// Makes a folder and never closes it.
  static final class User {
    public static void main(String[] args) throws IOException, InterruptedException {
      Path folder = TemporaryFolder.in(Path.of(args[0]), "test").path();
      Files.writeString(folder.resolve("file"), "text");
      System.out.println("made");
      Thread.currentThread().join();
    }
  }
}
